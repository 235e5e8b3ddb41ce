import { chromium } from '@playwright/test'
import type { Browser, LaunchOptions } from '@playwright/test'
import { expect, test as base } from './browser.ts'

/** An older Chromium, set by the project; null where the current one takes its place. */
type Older = { version: number; launchOptions: LaunchOptions } | null
export type WithOlder = { older: Older; other: Browser }

/** `other`: the older browser of this project beside the current one, or the current one again. */
export const test = base.extend<object, WithOlder>({
  older: [null, { option: true, scope: 'worker' }],
  other: [
    async ({ older, browser }, use) => {
      if (!older) return use(browser)
      const other = await chromium.launch(older.launchOptions)
      expect(other.version()).toMatch(new RegExp(`^${older.version}\\.`))
      await use(other)
      await other.close()
    },
    { scope: 'worker' },
  ],
})
