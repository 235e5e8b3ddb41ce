import { test } from '../support/browser.ts'

test('Firefox joins, sees and is seen', async ({ office }) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  await host.hears()
  await guest.hears()
})
