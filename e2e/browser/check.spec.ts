import { FakeTurn } from '#server/signaling/turn/testing.ts'
import { Person, expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { TestServer } from '../support/server.ts'

const SECRET = 'k3y-of-a-relay-that-exists-for-one-test'
const LAPTOP = { width: 1366, height: 768 }
const PHONE = { width: 360, height: 640 }

test('[TST1, TST3] devices and line are tested without an account, and the code says what was found', async ({
  browser,
}) => {
  const turn = await FakeTurn.start(SECRET)
  const server = await TestServer.start({
    ANHOP_TURN_URLS: `turn:127.0.0.1:${turn.ports.udp}`,
    ANHOP_TURN_SECRET: SECRET,
  })
  const { page, context } = await Person.open(browser, LAPTOP)
  await page.goto(server.url)
  await page.getByRole('link', { name: 'Kiểm tra thiết bị và đường truyền' }).click()
  await expect(page).toHaveURL(/\/kiem-tra$/)
  const finding = (thing: string) => page.locator(`[data-thing=${thing}]`)
  await expect(finding('camera')).toContainText('Hoạt động.')
  await expect(finding('microphone')).toContainText('đã nghe thấy tiếng')
  await page.getByRole('button', { name: 'Thử loa' }).click()
  await page.getByRole('button', { name: 'Có, nghe rõ' }).click()
  await expect(finding('speaker')).toContainText('bạn đã nghe thấy')
  await page.getByRole('button', { name: 'Kiểm tra đường truyền' }).click()
  const code = page.getByRole('status', { name: 'Mã kiểm tra' })
  await expect(code).toHaveText(/^111-1111-\d{3}$/)
  await expect(finding('udp')).toContainText('Đi được')
  await expect(finding('tcp')).toContainText('Đi được')
  await expect(finding('relay')).toContainText('Có trả lời')
  await sound(page, 'check-1366', { fullPage: true })
  await page.setViewportSize(PHONE)
  await sound(page, 'check-360', { fullPage: true })

  const told = (await code.textContent()) ?? ''
  const desk = await context.newPage()
  await desk.goto(`${server.url}/help/desk#check`)
  await desk.getByLabel('Mã kiểm tra').fill(told.replaceAll('-', ' '))
  const decoded = desk.locator('.findings')
  for (const thing of ['camera', 'udp', 'relay'])
    await expect(decoded.locator(`[data-thing=${thing}]`)).toHaveAttribute('data-tone', 'ok')
  await desk.getByText('Ý nghĩa của từng chữ số').click()
  await sound(desk, 'check-desk')
  await desk.getByLabel('Mã kiểm tra').fill(told.replace(/^1/, '2'))
  await expect(desk.getByText('có chữ số bị đọc hoặc gõ nhầm')).toBeVisible()
  await expect(decoded).toHaveCount(0)
  await context.close()
  turn.stop()
  await server.stop()
})

test('[TST2] a server that takes no more tests says so, and the page tests again', async ({
  office,
}) => {
  const { page } = await office.person(LAPTOP)
  await page.goto(`${office.server.url}/kiem-tra`)
  await page.route('**/api/line-test', (route) =>
    route.fulfill({ status: 503, json: { code: 'busy', retryAfter: 10 } }),
  )
  await page.getByRole('button', { name: 'Kiểm tra đường truyền' }).click()
  await expect(page.getByRole('alert')).toContainText('Máy chủ đang bận')
  await page.unroute('**/api/line-test')
  await page.getByRole('button', { name: 'Kiểm tra lại đường truyền' }).click()
  await expect(page.getByRole('status', { name: 'Mã kiểm tra' })).toHaveText(/^\d{3}-1113-\d{3}$/)
})

test('ways that a network blocks are named, and the verdict counts what is left', async ({
  office,
}) => {
  const { page } = await office.person(LAPTOP)
  // As behind a firewall that drops UDP: the server's address for it leads nowhere.
  await page.addInitScript(() => {
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      override setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit) {
        const moved = sdp.replace(/^(a=candidate:\S+ 1 udp \d+ \S+) \d+/m, '$1 9')
        return super.setRemoteDescription({ type, sdp: moved })
      }
    }
  })
  await page.goto(`${office.server.url}/kiem-tra`)
  await page.getByRole('button', { name: 'Kiểm tra đường truyền' }).click()
  await expect(page.locator('[data-thing=udp]')).toContainText('có thể đang chặn UDP')
  await expect(page.locator('[data-thing=tcp]')).toContainText('Đi được')
  await expect(page.getByText('Họp được. Hình có thể nhỏ hơn')).toBeVisible()
})
