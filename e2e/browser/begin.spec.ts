import { expect, test } from '../support/browser.ts'

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
  await expect(
    guest.page.getByRole('heading', { name: 'Không bắt đầu được cuộc họp' }),
  ).toBeVisible()
  await expect(guest.page.getByText(/Vui lòng cập nhật trình duyệt/)).toBeVisible()
  const notices = host.page.getByRole('region', { name: 'Việc cần xử lý ngay' })
  await expect(notices).toContainText('Lê Bình đã được cho vào nhưng trình duyệt của họ')
  await expect(host.tile('Lê Bình')).toHaveCount(0)
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
