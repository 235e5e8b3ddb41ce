import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

test('a browser that cannot call says so before it asks for a password, and copies the link', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const { page, context } = await office.person()
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(link)
  await expect(
    page.getByRole('heading', { name: 'Chưa vào họp được bằng trình duyệt này' }),
  ).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('WebRTC')
  await expect(page.getByLabel('Mật khẩu cuộc họp')).toHaveCount(0)
  await sound(page, 'join-unable')
  await page.getByRole('button', { name: 'Sao chép liên kết' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Đã sao chép' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
})

test('a browser that cannot encrypt a call says so before it asks for a password', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const { page, context } = await office.person()
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform')
    Reflect.deleteProperty(RTCRtpSender.prototype, 'createEncodedStreams')
  })
  await page.goto(link)
  await expect(page.getByRole('alert')).toContainText('không mã hóa được cuộc họp')
  await expect(page.getByLabel('Mật khẩu cuộc họp')).toHaveCount(0)
})

test('without access to devices one can still listen, and is told', async ({ office }) => {
  const { link } = await office.meeting()
  const { page, context } = await office.person()
  await context.addInitScript(() =>
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined }),
  )
  await page.goto(link)
  await expect(page.getByText('Bạn chỉ nghe và xem được')).toBeVisible()
  await expect(page.getByLabel('Mật khẩu cuộc họp', { exact: true })).toBeVisible()
})
