import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** Presses a tool of the room. */
export async function pressTool(page: Page, name: string): Promise<void> {
  await (await findTool(page, name)).click()
}

/** A tool of the bar, or of the sheet behind "more", which is then opened. */
export async function findTool(page: Page, name: string): Promise<Locator> {
  const bar = page.getByRole('region', { name: 'Điều khiển cuộc họp' })
  const more = bar.getByRole('button', { name: 'Thêm công cụ' })
  const tool = bar.getByRole('button', { name, exact: true })
  await expect(more).toBeVisible()
  if (!(await tool.isVisible()) && (await more.getAttribute('aria-expanded')) !== 'true')
    await more.click()
  return tool
}
