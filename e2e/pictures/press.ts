import type { Page } from '@playwright/test'

/** Presses a tool of the room, in either language; it may be in the sheet behind "more". */
export const press = (vi: string, en: string) => async (page: Page) => {
  const tool = page.getByRole('button', { name: new RegExp(`^(${vi}|${en})`) })
  if (!(await tool.isVisible())) await page.getByRole('button', { name: /^(Thêm|More) / }).click()
  await tool.click()
}
