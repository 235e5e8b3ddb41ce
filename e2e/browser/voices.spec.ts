import { Keyed } from '../bench/keyed.ts'
import { Office, expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { drawMeetingKeys } from '../support/meeting-keys.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

/** With host, speaker and listener, one more than a small room has [QOS5]. */
const OTHERS = 28

let server: TestServer
test.afterEach(() => server.stop())

/** A meeting that somebody without a browser leads, with many others like them inside. */
async function largeMeeting(host: Visitor) {
  await host.setUp()
  const { founder, forHost, forGuests } = await drawMeetingKeys()
  const { meeting, password } = await host.createMeeting('Hội nghị', 'discussion', founder)
  await host.enter(meeting.id, {})
  const held = { meeting: meeting.id, server: server.url }
  const chair = await Keyed.open(host, { ...held, fragment: forHost })
  await chair.known
  const admit = async (name: string) => {
    const { id } = await chair.socket.until(() => {
      const lobby = chair.socket.heard.findLast((event) => event.name === 'lobby')
      return lobby?.name === 'lobby' && lobby.data.knocks?.find((knock) => knock.name === name)
    })
    expect((await chair.visit.admit([id], {})).admitted).toEqual([id])
  }
  const others: Keyed[] = []
  for (let n = 0; n < OTHERS; n += 1) {
    const name = `Người ${n}`
    const visitor = new Visitor(server, `10.0.0.${n + 1}`)
    await visitor.enter(meeting.id, { name, password })
    const other = await Keyed.open(visitor, { ...held, fragment: forGuests })
    others.push(other)
    await admit(name)
    await other.socket.entered()
    other.stopFollowing()
  }
  const link = `${server.url}/m/${meeting.id}#${forGuests}`
  const enter = async (person: Person, name: string) => {
    await person.knock(link, name, password)
    await person.waits()
    await admit(name)
    await person.inside()
  }
  const close = () => {
    for (const one of [chair, ...others]) one.close()
  }
  return { enter, close }
}

test('[QOS5] in a large meeting a voice is received once it is on, and from then on', async ({
  browser,
}) => {
  test.slow()
  server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
  const host = new Visitor(server)
  const { enter, close } = await largeMeeting(host)
  const office = new Office(server, host, browser)
  const speaker = await office.person()
  await enter(speaker, 'Lê Bình')
  await speaker.button('Tắt micrô').click()
  await expect(speaker.button('Bật micrô')).toBeVisible()
  const listener = await office.person()
  await enter(listener, 'Trần Chi')
  await listener.sees('Lê Bình')
  expect((await listener.sound()).tracks).toBe(0)

  await speaker.button('Bật micrô').click()
  await listener.hears()
  await speaker.button('Tắt micrô').click()
  await listener.silent('audio')
  await speaker.button('Bật micrô').click()
  await listener.hears()
  expect((await listener.sound()).tracks).toBe(1)
  await office.goHome()
  close()
})
