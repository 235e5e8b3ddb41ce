import { expect, test } from '../support/browser.ts'

test('[FLR1] a co-host gains and loses the lobby; disabling chat is announced', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.act('Lê Bình', 'Chỉ định làm đồng chủ trì')
  // An unverified guest: asked first.
  const question = host.page.getByRole('alertdialog')
  await expect(question).toContainText('chưa xác minh')
  await expect(guest.button(/^Phòng chờ/)).toHaveCount(0)
  await question.getByRole('button', { name: 'Chỉ định', exact: true }).click()
  await expect(guest.button(/^Phòng chờ/)).toBeVisible()
  await host.act('Lê Bình', 'Thôi làm đồng chủ trì')
  await expect(guest.button(/^Phòng chờ/)).toHaveCount(0)
  await host.openPanel('Điều hành')
  await host.page.getByRole('checkbox', { name: 'Cho phép nhắn tin' }).uncheck()
  await guest.openPanel('Tin nhắn')
  await expect(guest.page.getByText('Chủ trì đã tắt tin nhắn.')).toBeVisible()
})

test('[FLR1] in a lecture one person speaks at a time, including the host', async ({ office }) => {
  const { host, guest } = await office.pair()
  await host.openPanel('Điều hành')
  await host.page.getByText('Bài giảng', { exact: true }).click()
  await host.silent('audio')
  await guest.hears()
  await host.act('Lê Bình', 'Mời phát biểu')
  await guest.button('Bật micrô').click()
  await host.hears()
  await expect(host.button('Bật micrô')).toBeVisible()
  await guest.silent('audio')
})
