import { expect, test } from '../support/browser.ts'
import { putToSleep } from '../support/sleep.ts'

test('[ADM6] a machine that slept until it was missed is back by itself, with sound and pictures', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  const wake = await putToSleep(guest)
  // The server hears nothing from it any more and takes it for gone.
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

// As far as the driver lets a page be in the background: it treats each as if it were looked at.
test('behind another tab the call goes on: one is heard, hears, and is not asked anything', async ({
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
