import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'

const CHAIR = 'Trần Chủ Tọa'
const LOST = 'Mất kết nối. Đang kết nối lại…'
const UNHEARD = 'Lúc này có thể không ai nghe hoặc thấy bạn.'

/** Lets a test hold back what the server sends, as a cut cable does: nothing is closed. */
async function holdable(page: Page) {
  const line = { connections: 0, cut: false, mend: () => {} }
  await page.routeWebSocket(/\/signal/, (socket) => {
    line.connections += 1
    const server = socket.connectToServer()
    const held: (string | Buffer)[] = []
    server.onMessage((message) => {
      if (line.cut) held.push(message)
      else socket.send(message)
    })
    line.mend = () => {
      line.cut = false
      for (const message of held.splice(0)) socket.send(message)
    }
  })
  return line
}

test('a line that falls silent is told before the connection is given up, and its return too', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const line = await holdable(guest.page)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await guest.sees(CHAIR)
  await expect(guest.page.locator('.line-sign').first()).toBeVisible()

  line.cut = true
  await expect(guest.page.getByText(LOST)).toBeVisible()
  // Nothing has timed out yet.
  expect(line.connections).toBe(1)
  await expect(guest.page.getByText(UNHEARD)).toBeVisible()
  // What was last known about lines and speakers may not be true any more.
  await expect(guest.page.locator('.line-sign')).toHaveCount(0)

  line.mend()
  await expect(guest.page.getByText(LOST)).toHaveCount(0)
  await guest.wasTold('Đã kết nối lại.')
  await guest.sees(CHAIR)
})

test('a computer without network says so, and reconnects by itself', async ({ office }) => {
  const { host, guest } = await office.pair()
  await guest.sees(CHAIR)
  const offline = guest.page.getByText('Máy của bạn không có mạng.')
  await guest.context.setOffline(true)
  await expect(offline).toBeVisible()
  await expect(guest.page.getByText(UNHEARD)).toBeVisible()
  await guest.context.setOffline(false)
  await expect(offline).toHaveCount(0)
  await expect(guest.page.getByText(LOST)).toHaveCount(0)
  await guest.wasTold('Đã kết nối lại.')
  await guest.sees(CHAIR)
  await host.sees('Lê Bình')
})
