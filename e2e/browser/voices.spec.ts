import { Office, expect, test } from '../support/browser.ts'
import { MANY_ADDRESSES, largeMeeting } from '../support/large-meeting.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

let server: TestServer
test.afterEach(() => server.stop())

test('[QOS5] in a large meeting a voice is received once it is on, and people are found', async ({
  browser,
}) => {
  test.slow()
  server = await TestServer.start(MANY_ADDRESSES)
  const host = new Visitor(server)
  await host.setUp()
  const meeting = await largeMeeting(server, host)
  const office = new Office(server, host, browser)
  const speaker = await office.person()
  await meeting.enter(speaker, 'Lê Bình')
  await meeting.enter(await office.person(), 'Phạm Dũng')
  await speaker.button('Tắt micrô').click()
  await expect(speaker.button('Bật micrô')).toBeVisible()
  const listener = await office.person()
  await meeting.enter(listener, 'Trần Chi')
  await listener.hears()
  const voices = async () => (await listener.sound()).tracks
  expect(await voices()).toBe(1)
  await speaker.button('Bật micrô').click()
  await expect.poll(voices).toBe(2)
  await listener.hears()
  await speaker.button('Tắt micrô').click()
  await speaker.button('Bật micrô').click()
  await listener.hears()
  expect(await voices()).toBe(2)

  // Of 31 people, as many are drawn as have been scrolled to, and all of them counted.
  await listener.openPanel('Người tham dự')
  const list = listener.page.locator('#room-panel').getByRole('list')
  const rows = list.getByRole('listitem')
  await expect(rows).toHaveCount(25)
  await expect(rows.first()).toHaveAttribute('aria-setsize', '31')
  await listener.screenshot('people-many')
  await rows.last().scrollIntoViewIfNeeded()
  await expect(rows).toHaveCount(31)
  const sought = listener.page.getByRole('textbox', { name: 'Tìm theo tên hoặc chức vụ' })
  await sought.fill('pham dung')
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toHaveAccessibleName('Phạm Dũng')
  await sought.fill('không ai tên thế này')
  await expect(listener.page.getByText('Không có ai khớp với nội dung tìm.')).toBeVisible()
  await office.goHome()
  meeting.close()
})
