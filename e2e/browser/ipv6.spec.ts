import { Office, expect, test } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { ways } from '../support/way.ts'

let server: TestServer
test.afterEach(() => server.stop())

test('two people meet on a server that has no address but ::1', async ({ browser }) => {
  server = await TestServer.start({ ANHOP_HOST: '::1', ANHOP_MEDIA_LISTEN: '::1' })
  const visitor = new Visitor(server)
  await visitor.setUp()
  const office = new Office(server, visitor, browser)
  const { host, guest } = await office.pair()
  await Promise.all([host.sees('Lê Bình'), guest.sees('Trần Chủ Tọa')])
  await guest.hears()
  expect(await ways(guest)).toEqual(['host/udp/6'])
  await office.goHome()
})
