import { expect, test } from '../support/browser.ts'

test('[FLR1] a co-host gets the lobby and loses it again; chat off is told', async ({ office }) => {
  const { host, guest } = await office.pair()
  await host.act('Lê Bình', 'Cho làm đồng chủ trì')
  await expect(guest.button(/^Phòng chờ/)).toBeVisible()
  await host.act('Lê Bình', 'Thôi đồng chủ trì')
  await expect(guest.button(/^Phòng chờ/)).toHaveCount(0)
  await host.openPanel('Điều hành')
  await host.page.getByRole('checkbox', { name: 'Cho phép trao đổi bằng chữ' }).uncheck()
  await guest.openPanel('Trao đổi')
  await expect(guest.page.getByText('Chủ trì đã tắt trao đổi.')).toBeVisible()
})

test('[FLR1] in a lecture one speaks at a time, the host included', async ({ office }) => {
  const { host, guest } = await office.pair()
  await host.openPanel('Điều hành')
  await host.page.getByText('Bài giảng', { exact: true }).click()
  await host.silent('audio')
  await guest.hears()
  await host.act('Lê Bình', 'Cho phát biểu')
  await guest.button('Bật micrô').click()
  await host.hears()
  await expect(host.button('Bật micrô')).toBeVisible()
  await guest.silent('audio')
})
