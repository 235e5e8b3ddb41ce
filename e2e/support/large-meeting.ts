import { Keyed } from '../bench/keyed.ts'
import type { Person } from './browser.ts'
import { drawMeetingKeys } from './meeting-keys.ts'
import type { TestServer } from './server.ts'
import { Visitor } from './visitor.ts'

/** Settings of a server whose people come from many addresses. */
export const MANY_ADDRESSES = { ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' }
/** With the chair and three in browsers, one more than a small room has [QOS5]. */
const OTHERS = 27

/** A meeting that somebody without a browser leads, with many others like them inside. */
export async function largeMeeting(server: TestServer, host: Visitor, count = OTHERS) {
  const { founder, forHost, forGuests } = await drawMeetingKeys()
  const { meeting, password } = await host.createMeeting('Hội nghị', 'discussion', founder)
  await host.enter(meeting.id, {})
  const held = { meeting: meeting.id, server: server.url }
  const chair = await Keyed.open(host, { ...held, fragment: forHost })
  await chair.known
  const admit = async (name: string): Promise<void> => {
    const { id } = await chair.socket.until(() => {
      const lobby = chair.socket.heard.findLast((event) => event.name === 'lobby')
      return lobby?.name === 'lobby' && lobby.data.knocks?.find((knock) => knock.name === name)
    })
    const { admitted } = await chair.visit.admit([id], {})
    if (!admitted.includes(id)) throw new Error(`${name} was not let in`)
  }
  const others: Keyed[] = []
  for (let n = 0; n < count; n += 1) {
    const name = `Người ${n}`
    const visitor = new Visitor(server, `10.0.0.${n + 1}`)
    await visitor.enter(meeting.id, { name, password })
    const other = await Keyed.open(visitor, { ...held, fragment: forGuests })
    others.push(other)
    await admit(name)
    await other.socket.entered()
    other.stopFollowing()
  }
  return {
    /** Lets somebody in who has a browser. */
    async enter(person: Person, name: string): Promise<void> {
      await person.knock(`${server.url}/m/${meeting.id}#${forGuests}`, name, password)
      await person.waits()
      await admit(name)
      await person.inside()
    },
    close(): void {
      for (const one of [chair, ...others]) one.close()
    },
  }
}
