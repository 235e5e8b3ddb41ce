import type { Page } from '@playwright/test'
import { expect, test } from '../support/gallery-test.ts'

/**
 * Text whose box cuts off ink: the marks of Ẫ, Ỗ and Ặ reach beyond a tight line. Measured from the
 * font itself, in every element that clips what overflows it.
 */
async function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const INK = 'ẪỖỄẨẰÂỆỘ'
    const pen = document.createElement('canvas').getContext('2d')
    if (!pen) throw new Error('no canvas')
    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element)
      if (style.overflowY === 'visible' || style.clipPath !== 'none') continue
      const holder = [...element.childNodes].find(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      )
      if (!holder || element.offsetHeight === 0) continue
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const ink = pen.measureText(INK)
      const size = parseFloat(style.fontSize)
      const line = style.lineHeight === 'normal' ? size * 1.2 : parseFloat(style.lineHeight)
      const content = ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent
      const baseline = (line - content) / 2 + ink.fontBoundingBoxAscent
      const above = parseFloat(style.paddingTop) + baseline - ink.actualBoundingBoxAscent
      const below = parseFloat(style.paddingBottom) + line - baseline - ink.actualBoundingBoxDescent
      if (above < -0.5 || below < -0.5)
        found.push(`${element.className}: ${above.toFixed(1)} above, ${below.toFixed(1)} below`)
    }
    return found
  })
}

const STATES = ['room-9', 'room-40', 'room-shared', 'room-host', 'room-conference', 'room-vote']
const SIZES = [
  { width: 1366, height: 768 },
  { width: 360, height: 640 },
]

test('stacked marks of Vietnamese letters are cut off nowhere', async ({ page, gallery }) => {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const state of STATES) {
      await page.goto(`${gallery.url}?state=${state}`)
      await expect(page.locator('h1')).toBeVisible()
      expect(await clipped(page), `${state} at ${size.width}`).toEqual([])
    }
  }
})

/** The height of a name plate as a part of its tile's, where that is largest. */
const largestPlate = (page: Page): Promise<number> =>
  page.locator('.tile').evaluateAll((tiles) =>
    Math.max(
      ...tiles.map((tile) => {
        const plate = tile.querySelector('.tile-label')?.getBoundingClientRect().height ?? 0
        return plate / tile.clientHeight
      }),
    ),
  )

test('a name plate is one line, and small beside its tile', async ({ page, gallery }) => {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const state of STATES) {
      await page.goto(`${gallery.url}?state=${state}`)
      await expect(page.locator('.tile-name').first()).not.toBeEmpty()
      // Tiles find their size in a few frames.
      await expect.poll(() => largestPlate(page), `${state} at ${size.width}`).toBeLessThan(0.3)
    }
  }
})

test('a name that does not fit is shortened from the front', async ({ page, gallery }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(`${gallery.url}?state=room-shared`)
  const name = page.getByRole('listitem', { name: 'Lê Hoàng Phương Uyên' }).locator('.tile-name')
  await expect(name).toHaveText(/^(L\. .*)?Uyên$/)
  await expect(name).toHaveAttribute('title', 'Lê Hoàng Phương Uyên')
})
