import type { Person } from '../support/browser.ts'
import { expect, test } from '../support/browser.ts'

/** Both know that the guest's call did not begin. */
async function bothAreTold(guest: Person, host: Person): Promise<void> {
  await expect(
    guest.page.getByRole('heading', { name: 'Không bắt đầu được cuộc họp' }),
  ).toBeVisible()
  await expect(guest.page.getByText(/Vui lòng cập nhật trình duyệt/)).toBeVisible()
  const notices = host.page.getByRole('region', { name: 'Việc cần xử lý ngay' })
  await expect(notices).toContainText('Lê Bình đã được cho vào nhưng trình duyệt của họ')
  await expect(host.tile('Lê Bình')).toHaveCount(0)
}

test('[ADM2] a browser that cannot hold a call tells its user and the host', async ({ office }) => {
  test.slow()
  const { meeting, host, guest } = await office.doorway()
  // The form's trial, which has no configuration, succeeds; what a call makes does not.
  await guest.context.addInitScript(() => {
    const Original = globalThis.RTCPeerConnection
    globalThis.RTCPeerConnection = class extends Original {
      constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
        if (args.length > 0) throw new DOMException('not here', 'NotSupportedError')
        super()
      }
    }
  })
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.admit('Lê Bình')
  await bothAreTold(guest, host)
})

test('[ADM2] a browser in which the worker for encryption does not start tells its user and the host', async ({
  office,
}) => {
  test.slow()
  const { meeting, host, guest } = await office.doorway()
  await guest.page.route(/\/assets\/worker-[\w-]+\.js$/, (route) => route.abort())
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.admit('Lê Bình')
  await bothAreTold(guest, host)
})

test('[ADM2] a browser that cannot draw the room tells its user and the host', async ({
  office,
}) => {
  test.slow()
  const { meeting, host, guest } = await office.doorway()
  await guest.page.route(/\/assets\/room-[\w-]+\.js$/, (route) => route.abort())
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.admit('Lê Bình')
  await bothAreTold(guest, host)
})

test('a page whose code for calls does not load keeps what was typed, and nobody is waited for', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const { page } = guest
  await page.route(/\/assets\/engine-[\w-]+\.js$/, (route) => route.abort())
  // It comes ahead of its use; that it does not come loads the page again, once.
  let loads = 0
  page.on('load', () => (loads += 1))
  await page.goto(meeting.link)
  await expect.poll(() => loads).toBe(2)
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await expect(page.getByText(/Không kết nối được tới máy chủ/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Họ và tên' })).toHaveValue('Lê Bình')
  await host.openPanel('Phòng chờ')
  await expect(host.button('Cho vào: Lê Bình')).toHaveCount(0)
})

test('a page whose code does not run says which browsers there are', async ({ office }) => {
  const { page } = await office.person()
  await page.route(/\/assets\/index-[\w-]+\.js$/, (route) => route.abort())
  await page.goto((await office.meeting()).link)
  await expect(page.getByText('Firefox từ bản 128')).toBeVisible()
  await page.screenshot({ path: 'e2e/results/shots/unstarted.png' })
})

test('[ADM6] after a reload during the call, the person is told that microphone and camera are off', async ({
  office,
}) => {
  test.slow()
  const { host } = await office.doorway()
  const told = host.page.getByText(/micrô và camera đang tắt/)
  await expect(told).toHaveCount(0)
  await host.page.reload()
  await host.inside()
  await expect(told).toBeVisible()
  await expect(host.button('Bật micrô')).toBeVisible()
})
