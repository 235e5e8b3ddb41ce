import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './browser.ts'

/** Checks WCAG 2.2 AA (axe) and horizontal overflow, and takes a screenshot named `where`. */
export async function sound(
  page: Page,
  where: string,
  { fullPage = false }: { fullPage?: boolean } = {},
): Promise<void> {
  // What comes late, such as a menu whose code is on its way, may begin to fade in meanwhile.
  await expect(async () => {
    await still(page)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)
    expect(found, where).toEqual([])
  }).toPass({ timeout: 20_000 })
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${where}: wider than the window`).toBeLessThanOrEqual(0)
  await page.screenshot({ path: `e2e/results/shots/${where}.png`, fullPage })
}

/**
 * Waits until fade-ins have finished, because halfway their contrast is meaningless. Endless
 * animations are ignored.
 */
async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
      ),
  )
}
