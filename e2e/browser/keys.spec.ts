import { expect, test } from '../support/gallery-test.ts'
import { sound } from '../support/look.ts'

test('holding Space unmutes the microphone, and every way of releasing it mutes again', async ({
  page,
  gallery,
}) => {
  await page.goto(`${gallery.url}?state=room-2`)
  const open = page.getByRole('button', { name: 'Tắt micrô', exact: true })
  const shut = page.getByRole('button', { name: 'Bật micrô', exact: true })
  const mark = page.locator('.tile').getByText('Đang giữ phím để nói')
  await expect(shut).toBeVisible()
  const ends = [
    () => page.keyboard.up('Space'),
    () => page.evaluate(() => dispatchEvent(new Event('blur'))),
    () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
  ]
  for (const [n, end] of ends.entries()) {
    await page.keyboard.down('Space')
    await expect(open).toBeVisible()
    await expect(mark).toBeVisible()
    await sound(page, `push-to-talk-${n}`)
    await end()
    await expect(shut).toBeVisible()
    await expect(mark).toBeHidden()
    await page.keyboard.up('Space')
  }

  // A focused control keeps Space for itself, and so does a text field.
  const hand = page.getByRole('button', { name: 'Tin nhắn', exact: true })
  await hand.press('Space')
  await expect(hand).toHaveAttribute('aria-expanded', 'true')
  const field = page.getByRole('textbox')
  await field.pressSequentially('xin chào')
  await field.press('Alt+a')
  await expect(field).toHaveValue('xin chào')
  await expect(shut).toBeVisible()
})

test('shortcuts activate their tools, and a dialog lists them', async ({ page, gallery }) => {
  await page.goto(`${gallery.url}?state=room-host`)
  await page.getByRole('button', { name: 'Bật micrô', exact: true }).waitFor()
  await page.keyboard.press('Alt+a')
  const mic = page.getByRole('button', { name: 'Tắt micrô', exact: true })
  await expect(mic).toHaveAttribute('aria-keyshortcuts', 'Alt+A')
  for (const [key, panel] of [
    ['u', 'Người tham dự'],
    ['h', 'Tin nhắn'],
    ['l', 'Phòng chờ'],
  ] as const) {
    await page.keyboard.press(`Alt+${key}`)
    await expect(page.getByRole('button', { name: panel, exact: true })).toHaveAttribute(
      'aria-expanded',
      'true',
    )
  }
  await page.keyboard.press('Alt+l')
  await expect(page.getByRole('complementary')).toBeHidden()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await page.keyboard.press('Alt+k')
    await expect(page.getByRole('dialog', { name: 'Phím tắt' })).toBeVisible()
    await sound(page, `keys-${width}`)
    await page.keyboard.press('Alt+a')
    await page.keyboard.press('Escape')
    await expect(mic).toBeVisible()
  }
})
