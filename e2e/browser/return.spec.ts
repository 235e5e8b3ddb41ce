import { Office, expect, test } from '../support/browser.ts'
import { Edge } from '../support/edge.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

test('[ADM6] after the server is killed and restarted, everyone is back without knocking', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.button('Tắt micrô').click()
  await office.server.kill9()
  await expect(host.page.getByText('Mất kết nối. Đang kết nối lại…')).toBeVisible()
  await office.server.up()
  await expect(host.page.getByText('Mất kết nối. Đang kết nối lại…')).toHaveCount(0)
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  await guest.hears()
  // A muted person stays muted.
  await expect(guest.button('Bật micrô')).toBeVisible()
  await host.silent('audio')
})

test('after the edge restarts, the call recovers without a reload', async ({ browser }) => {
  const edge = await Edge.start()
  const server = await TestServer.start({ ANHOP_PUBLIC_URL: edge.url })
  edge.target = Number(new URL(server.url).port)
  const reached = { url: edge.url, setupToken: () => server.setupToken() }
  const visitor = new Visitor(reached)
  await visitor.setUp()
  const office = new Office(reached, visitor, browser)
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  let loads = 0
  for (const { page } of [host, guest]) page.on('load', () => (loads += 1))

  await edge.stop()
  const lost = guest.page.getByText('Mất kết nối. Đang kết nối lại…')
  await expect(lost).toBeVisible()
  await edge.startAgain()
  await expect(lost).toHaveCount(0)
  await guest.sees('Trần Chủ Tọa')
  await guest.hears()
  await host.sees('Lê Bình')
  expect(loads).toBe(0)

  await office.goHome()
  await server.stop()
  await edge.stop()
})

test('a shutdown is announced on screen, and everyone reconnects automatically', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  const said = guest.page.getByText('Máy chủ đang khởi động lại.')
  const ended = office.server.terminate()
  await expect(said).toBeVisible()
  expect(await ended).toBe(0)
  await office.server.up()
  await expect(said).toHaveCount(0)
  await guest.sees('Trần Chủ Tọa')
  await host.sees('Lê Bình')
})

test('[ADM6] a reload keeps the person in the meeting', async ({ office }) => {
  const { host, guest } = await office.pair()
  await guest.page.reload()
  await guest.inside()
  await guest.sees('Trần Chủ Tọa')
  await expect(host.tile('Lê Bình')).toHaveCount(1)
})

test('ending the meeting ends it for all', async ({ office }) => {
  const { meeting, host, guest } = await office.pair()
  await host.button('Rời họp').click()
  await host.button('Kết thúc cho mọi người').click()
  for (const person of [host, guest]) {
    await expect(person.page.getByRole('heading', { name: 'Cuộc họp đã kết thúc' })).toBeVisible()
  }
  // Anew: in the page that was inside, camera and microphone would stay off.
  await guest.page.goto('about:blank')
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await expect(guest.page.getByRole('alert')).toContainText('Mật khẩu không đúng')
})

for (const [what, file] of [
  ['parts', /assets\/accounts-|assets\/sign-in-/],
  ['texts', /assets\/vi-security-/],
] as const)
  test(`after a server upgrade an open page loads its new ${what} automatically`, async ({
    office,
  }) => {
    const { link } = await office.meeting()
    const { page } = await office.person()
    // A part of the page that is not loaded yet now has another name.
    await page.route(file, (route) => route.abort(), { times: 1 })
    await page.goto(link)
    await page.getByRole('link', { name: 'An Họp' }).click()
    await page.getByRole('link', { name: 'Đăng nhập' }).first().click()
    await expect(page.getByRole('heading', { name: 'Đăng nhập', level: 1 })).toBeVisible()
  })
