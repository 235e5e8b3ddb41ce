import type { Page } from '@playwright/test'
import { CONTRACT } from '#protocol/contract.ts'
import { expect, test } from '../support/browser.ts'

/** Makes the page speak an older contract whenever `old` is set, as after an upgrade. */
async function olderBuild(page: Page) {
  const build = { old: false, cut: () => {} }
  await page.routeWebSocket(/\/signal/, (socket) => {
    const server = socket.connectToServer()
    build.cut = () => void socket.close()
    socket.onMessage((message) => {
      const text = String(message)
      const connects = text.startsWith('40{')
      server.send(
        build.old && connects
          ? text.replace(`"contract":${CONTRACT}`, `"contract":${CONTRACT - 1}`)
          : message,
      )
    })
  })
  return build
}

test('after an upgrade an open page reloads by itself and its person is back', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const build = await olderBuild(guest.page)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  let loads = 0
  // From the reload on, the page is of the new build.
  guest.page.on('request', (request) => {
    if (!request.isNavigationRequest()) return
    loads += 1
    build.old = false
  })
  build.old = true
  build.cut()
  await expect.poll(() => loads).toBe(1)
  await guest.inside()
  await guest.sees('Trần Chủ Tọa')
  await expect(host.tile('Lê Bình')).toHaveCount(1)
  expect(loads).toBe(1)
})

test('a page that a reload does not bring up to date says so, and offers another', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const build = await olderBuild(guest.page)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  build.old = true
  build.cut()
  await expect(guest.page.getByRole('heading', { name: 'Trang này đã cũ' })).toBeVisible()
  await expect(guest.page.getByText('không phải nhập lại mật khẩu')).toBeVisible()
  build.old = false
  await guest.button('Tải lại trang').click()
  await guest.inside()
})
