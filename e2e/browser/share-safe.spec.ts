import { expect, test } from '../support/gallery-test.ts'
import { sound } from '../support/look.ts'

test('[SHR3] a shared screen carries its viewer’s name as a watermark that ignores the pointer', async ({
  page,
  gallery,
}) => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 760 })
    await page.goto(`${gallery.url}?state=room-shared`)
    const mark = page.locator('.watermark').first()
    await expect(mark).toBeVisible()
    await expect(mark).toHaveAttribute('aria-hidden', 'true')
    await expect(mark).toHaveCSS('pointer-events', 'none')
    await expect(mark.locator('text').first()).toHaveText('Trần Quốc Bảo')
    await expect(mark.locator('text').last()).toContainText('Giao ban tuần Văn phòng Sở Nội vụ · ')
    await sound(page, `watermark-${width}`)
  }
})

test('[SHR3] while sharing, links and passwords are masked in every tab until revealed on purpose', async ({
  context,
  gallery,
}) => {
  const list = await context.newPage()
  await list.goto(gallery.url)
  const password = list.getByLabel('Mật khẩu', { exact: true }).filter({ hasText: /./ })
  const shown = (await password.textContent()) ?? ''
  expect(shown).not.toBe('')
  const call = await context.newPage()
  await call.goto(`${gallery.url}?state=room-sharing`)
  await expect(password).toHaveText('Đã che vì bạn đang chia sẻ')
  expect(await list.content()).not.toContain(shown)
  for (const width of [1280, 360]) {
    await list.setViewportSize({ width, height: 760 })
    await sound(list, `masked-${width}`)
  }
  // Opened during the share: masked from the first moment it could be seen.
  const late = await context.newPage()
  await late.goto(gallery.url)
  await expect(late.getByText('Đã che vì bạn đang chia sẻ').first()).toBeVisible()
  await list.getByRole('button', { name: 'Hiện, dù đang chia sẻ: Mật khẩu' }).click()
  await expect(password).toHaveText(shown)
  await call.close({ runBeforeUnload: true })
  await expect(late.getByText('Đã che vì bạn đang chia sẻ')).toHaveCount(0)
})

test('[SHR3] a person sharing a whole screen is told what is visible', async ({
  page,
  gallery,
}) => {
  await page.addInitScript(() => {
    MediaStreamTrack.prototype.getSettings = () => ({ displaySurface: 'monitor' })
  })
  await page.goto(`${gallery.url}?state=room-sharing`)
  await expect(page.getByText('Bạn đang chia sẻ toàn bộ màn hình', { exact: false })).toBeVisible()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 760 })
    await sound(page, `sharing-monitor-${width}`)
  }
})
