import type { Person } from '../support/browser.ts'
import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

const PHONE = { width: 360, height: 640 }
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)' // prettier-ignore
const WEB_VIEW = 'Mozilla/5.0 (Linux; Android 13; SM-A146P; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36' // prettier-ignore

const withoutCalls = ({ context }: Person) =>
  context.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'))

const whatToDo = ({ page }: Person) =>
  page.getByRole('list', { name: 'Cách vào họp' }).getByRole('listitem')

test('a browser that cannot call says so before it asks for a password, and copies the link', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const person = await office.person()
  const { page, context } = person
  await withoutCalls(person)
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
  await expect(page.getByText('Firefox từ bản 128')).toBeVisible()
  await expect(page.getByLabel('Mật khẩu cuộc họp')).toHaveCount(0)
})

test('a page without https says so before it asks for a password, and copies the link all the same', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const person = await office.person()
  const { page, context } = person
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // As browsers do on a page that came by http: neither encryption nor devices nor clipboard.
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: false })
    Object.defineProperty(crypto, 'subtle', { value: undefined })
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
    const { clipboard } = navigator
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    Object.assign(globalThis, { clipboardForTests: clipboard })
  })
  await page.goto(link)
  await expect(page.getByRole('alert')).toContainText('không được mở qua https')
  await expect(page.getByLabel('Mật khẩu cuộc họp')).toHaveCount(0)
  await person.button('Sao chép liên kết').click()
  await expect(page.getByRole('status').filter({ hasText: 'Đã sao chép' })).toBeVisible()
  const copied = () =>
    page.evaluate(() =>
      (globalThis as unknown as { clipboardForTests: Clipboard }).clipboardForTests.readText(),
    )
  expect(await copied()).toBe(link)
})

for (const { name, userAgent, steps } of [
  {
    name: 'Zalo on an iPhone',
    userAgent: `${IPHONE} Mobile/15E148 Zalo iOS/595 ZaloTheme/light ZaloLanguage/vi`,
    steps: ['dấu ba chấm', 'Mở bằng trình duyệt', 'mở Safari'],
  },
  {
    name: 'Messenger on Android',
    userAgent: `${WEB_VIEW} [FB_IAB/Orca-Android;FBAV/430.0.0.23;]`,
    steps: ['dấu ba chấm', 'Mở trong trình duyệt bên ngoài', 'mở Chrome'],
  },
  {
    name: 'Facebook on an iPhone',
    userAgent: `${IPHONE} Mobile/19D50 [FBAN/FBIOS;FBAV/430.0.0.23]`,
    steps: ['dấu ba chấm', 'Mở trong trình duyệt bên ngoài', 'mở Safari'],
  },
  {
    name: 'Line on Android',
    userAgent: `${WEB_VIEW} Line/13.16.0/IAB`,
    steps: ['dấu ba chấm', 'Mở bằng trình duyệt khác', 'mở Chrome'],
  },
  {
    name: 'another browser on an iPhone',
    userAgent: `${IPHONE} CriOS/98.0.4758.85 Mobile/15E148 Safari/604.1`,
    steps: ['Sao chép liên kết', 'Mở Safari', 'iOS 17'],
  },
  {
    name: 'Safari on an old iPhone',
    userAgent: `${IPHONE} Version/15.3 Mobile/15E148 Safari/604.1`,
    steps: ['cập nhật lên iOS 17', 'điện thoại khác'],
  },
])
  test(`${name} that cannot call is shown the way to a browser that can`, async ({ office }) => {
    const { link } = await office.meeting()
    const person = await office.person({ ...PHONE, userAgent })
    await withoutCalls(person)
    await person.page.goto(link)
    await expect(person.page.getByRole('alert')).toContainText('WebRTC')
    await expect(whatToDo(person)).toHaveText(steps.map((step) => new RegExp(step)))
    await expect(person.page.getByLabel('Mật khẩu cuộc họp')).toHaveCount(0)
    // What an app hands over to the browser is the address: it must be the whole link.
    expect(person.page.url()).toBe(link)
    await sound(person.page, `join-unable-${name.replaceAll(' ', '-')}`, { fullPage: true })
  })

test('an app’s browser that has everything gets a hint, and its person comes in', async ({
  office,
}) => {
  test.slow()
  const { meeting, host } = await office.doorway()
  const guest = await office.person({ ...PHONE, userAgent: `${WEB_VIEW} Zalo android/12100` })
  const { page } = guest
  await page.goto(meeting.link)
  await expect(page.getByText('Bạn đang mở trang trong Zalo.')).toBeVisible()
  await expect(page.getByLabel('Mật khẩu cuộc họp', { exact: true })).toBeVisible()
  await sound(page, 'join-in-app', { fullPage: true })
  await guest.button('Cách mở').click()
  await expect(whatToDo(guest).first()).toContainText('dấu ba chấm')
  await sound(page, 'join-in-app-steps', { fullPage: true })
  expect(page.url()).toBe(meeting.link)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  // In a call, where a screen may be shared, the address shows nothing of the keys.
  expect(new URL(page.url()).hash).toBe('')
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
