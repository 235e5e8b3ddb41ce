import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/gallery-test.ts'
import { findTool, pressTool } from '../support/tools.ts'

/** The office laptop and a small phone. */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 360, height: 640 },
]
const PANELS = ['Người tham dự', 'Phòng chờ', 'Tin nhắn', 'Tài liệu', 'Biểu quyết', 'Điều hành']

/** Checks that all of it is inside the window, or scrolls inside it. */
async function fits(page: Page, opened: Locator, what: string): Promise<void> {
  await expect(opened, what).toBeVisible()
  // In one step: a lazy part may replace what was there a moment ago.
  const { left, top, right, bottom } = await opened.evaluate((element) =>
    element.getBoundingClientRect().toJSON(),
  )
  expect(left, what).toBeGreaterThanOrEqual(0)
  expect(top, what).toBeGreaterThanOrEqual(0)
  const size = page.viewportSize()
  expect(right, what).toBeLessThanOrEqual(size?.width ?? 0)
  expect(bottom, what).toBeLessThanOrEqual(size?.height ?? 0)
}

for (const size of SIZES) {
  test(`panels and menus stay inside ${size.width} x ${size.height}`, async ({ page, gallery }) => {
    await page.setViewportSize(size)
    await page.goto(`${gallery.url}?state=room-host`)
    for (const name of PANELS) {
      await pressTool(page, name)
      await fits(page, page.locator('.panel'), name)
      await page.keyboard.press('Escape')
    }
    await pressTool(page, 'Hiển thị')
    const menu = page.getByRole('menu')
    await fits(page, page.locator('.menu-popover'), 'view menu')
    // The last entry is reached by keyboard, wherever the menu has to scroll.
    await page.keyboard.press('End')
    await expect(menu.getByRole('menuitemradio').last()).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await pressTool(page, 'Người tham dự')
    await page
      .getByRole('button', { name: /^Thao tác với/ })
      .nth(2)
      .click()
    const popover = page.locator('.menu-popover')
    await fits(page, popover, 'person menu')
    if (size.width > 1000)
      expect(await popover.evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0)
    await page.keyboard.press('End')
    await expect(menu.getByRole('menuitem').last()).toBeInViewport({ ratio: 1 })
  })

  test(`the main action of every dialog is in sight at ${size.width} x ${size.height}`, async ({
    page,
    gallery,
  }) => {
    await page.setViewportSize(size)
    await page.goto(`${gallery.url}?state=room-host`)
    const dialog = page.locator('.dialog-box')
    const check = async (what: string) => {
      await fits(page, dialog, what)
      const actions = dialog.locator('.dialog-actions .btn')
      for (const action of await actions.all()) await expect(action).toBeInViewport({ ratio: 1 })
      await page.keyboard.press('Escape')
      await expect(dialog, what).toHaveCount(0)
    }
    await pressTool(page, 'Thiết bị')
    await check('devices')
    await pressTool(page, 'Rời họp')
    await check('leave')
    await (await findTool(page, 'Biểu quyết')).click()
    await page.getByRole('button', { name: 'Mở biểu quyết' }).click()
    await check('vote')
    await pressTool(page, 'Người tham dự')
    await page.getByRole('button', { name: 'Mời người tham dự' }).click()
    await check('invite')
    await pressTool(page, 'Điều hành')
    for (const name of ['Kết thúc cho mọi người', 'Đổi mật khẩu']) {
      await page.locator('.panel').getByRole('button', { name }).click()
      await check(name)
    }
  })
}

test('a vote lies beside what is voted on, and folds', async ({ page, gallery }) => {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await page.goto(`${gallery.url}?state=room-vote`)
    const vote = page.locator('.vote-prompt')
    const stage = page.locator('.stage')
    await expect(vote).toBeVisible()
    const apart = async () => {
      const [one, other] = [await vote.boundingBox(), await stage.boundingBox()]
      if (!one || !other) throw new Error('no boxes')
      return one.x >= other.x + other.width || one.y + one.height <= other.y
    }
    await expect.poll(apart).toBe(true)
    await page.getByRole('button', { name: 'Thu gọn biểu quyết' }).press('Enter')
    await expect(page.getByRole('button', { name: 'Mở rộng biểu quyết' })).toBeFocused()
    await expect.poll(apart).toBe(true)
  }
})
