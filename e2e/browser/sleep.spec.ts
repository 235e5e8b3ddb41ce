import { expect, test } from '../support/browser.ts'
import { putToSleep } from '../support/sleep.ts'

test('[ADM6] a machine that slept until it timed out reconnects automatically, with audio and video', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  const wake = await putToSleep(guest)
  // The server no longer hears from it and considers it gone.
  await expect(host.tile('Lê Bình').getByText('Đang mất kết nối')).toBeVisible()
  await host.silent('audio')

  wake()
  await host.sees('Lê Bình')
  await host.hears()
  await guest.inside()
  await guest.sees('Trần Chủ Tọa')
  await guest.hears()
  await expect(guest.button('Tắt micrô')).toBeVisible()
  await expect(host.tile('Lê Bình')).toHaveCount(1)
})

// As far as the driver allows a background page: it treats each one as visible.
test('in a background tab the call continues: heard, hearing, and without any prompt', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.hears()
  const other = await guest.context.newPage()
  await other.goto(`${office.server.url}/`)
  await other.bringToFront()
  await guest.hears()
  await host.hears()
  await host.sees('Lê Bình')
  await guest.page.bringToFront()
  await guest.sees('Trần Chủ Tọa')
  await expect(guest.page.getByText('Trình duyệt đang chặn âm thanh.')).toHaveCount(0)
})
