import { expect, test } from '../support/browser.ts'

test('[ADM6] a server killed and started again: everyone is back without knocking', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.button('Tắt micrô').click()
  await office.server.kill9()
  await expect(host.page.getByText('Mất kết nối. Đang nối lại…')).toBeVisible()
  await office.server.up()
  await expect(host.page.getByText('Mất kết nối. Đang nối lại…')).toHaveCount(0)
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  await guest.hears()
  // Whoever was muted is muted still.
  await expect(guest.button('Bật micrô')).toBeVisible()
  await host.silent('audio')
})

test('[ADM6] a reload keeps the place', async ({ office }) => {
  const { host, guest } = await office.pair()
  await guest.page.reload()
  await guest.inside()
  await guest.sees('Trần Chủ Tọa')
  await expect(host.tile('Lê Bình')).toHaveCount(1)
})

test('the end is for all', async ({ office }) => {
  const { meeting, host, guest } = await office.pair()
  await host.button('Rời họp').click()
  await host.button('Kết thúc cho mọi người').click()
  for (const person of [host, guest]) {
    await expect(person.page.getByRole('heading', { name: 'Cuộc họp đã kết thúc' })).toBeVisible()
  }
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await expect(guest.page.getByRole('alert')).toContainText('Mật khẩu không đúng')
})

test('after an upgrade of the server an open page gets its new parts by itself', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const { page } = await office.person()
  // A part of the page that is not loaded yet has another name now.
  await page.route(/assets\/accounts-|assets\/sign-in-/, (route) => route.abort(), { times: 1 })
  await page.goto(link)
  await page.getByRole('link', { name: 'An Họp' }).click()
  await page.getByRole('link', { name: 'Đăng nhập' }).first().click()
  await expect(page.getByRole('heading', { name: 'Đăng nhập', level: 1 })).toBeVisible()
})
