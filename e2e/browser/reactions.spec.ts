import { expect, test } from '@playwright/test'
import { Gallery } from '../support/gallery.ts'
import { sound } from '../support/look.ts'
import { pressTool } from '../support/tools.ts'

test('a reaction appears briefly on its sender’s tile, at every width', async ({ page }) => {
  const gallery = await Gallery.open()
  try {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 760 })
      await page.goto(`${gallery.url}?state=room-reactions`)
      await expect(page.locator('.mark-reaction').first()).toBeVisible()
      await expect(page.locator('.mark-reaction')).toHaveCount(0)
      await page.goto(`${gallery.url}?state=room-host`)
      await pressTool(page, 'Biểu cảm')
      await expect(page.getByRole('menuitem')).toHaveCount(6)
      await sound(page, `reactions-${width}`)
    }
  } finally {
    await gallery.close()
  }
})
