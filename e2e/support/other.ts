import { chromium, firefox } from '@playwright/test'
import type { Browser, LaunchOptions } from '@playwright/test'
import { expect, test as base } from './browser.ts'

/** A browser beside the test's own, set by the project; null where that takes its place. */
type Beside = {
  engine: 'chromium' | 'firefox'
  /** Major version that it must have; null for any. */
  version: number | null
  launchOptions: LaunchOptions
} | null
export type WithOther = { beside: Beside; other: Browser }

/** `other`: the browser of this project beside the current Chromium, or that one again. */
export const test = base.extend<object, WithOther>({
  beside: [null, { option: true, scope: 'worker' }],
  other: [
    async ({ beside, browser }, use) => {
      if (!beside) return use(browser)
      const engine = beside.engine === 'firefox' ? firefox : chromium
      const other = await engine.launch(beside.launchOptions)
      if (beside.version !== null)
        expect(other.version()).toMatch(new RegExp(`^${beside.version}\\.`))
      await use(other)
      await other.close()
    },
    { scope: 'worker' },
  ],
})
