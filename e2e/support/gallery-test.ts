import { expect, test as base } from '@playwright/test'
import { Gallery } from './gallery.ts'

export { expect }

/** The client alone in fake states: no server, no media. */
export const test = base.extend<object, { gallery: Gallery }>({
  gallery: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads fixture dependencies from the pattern.
    async ({}, use) => {
      const gallery = await Gallery.open()
      await use(gallery)
      await gallery.close()
    },
    { scope: 'worker' },
  ],
})
