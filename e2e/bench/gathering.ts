import { setTimeout as pause } from 'node:timers/promises'
import type { MeetingSecret } from '#protocol/http.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import type { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

/** Below the lobby's limit per address. */
const BATCH = 40

/** Enters, waiting as told if the address is rate-limited. */
async function enterPatiently(
  visitor: Visitor,
  ...what: Parameters<Visitor['enter']>
): Promise<void> {
  for (;;) {
    const { status, headers } = await visitor.enter(...what)
    if (status !== 429) return
    await pause(1000 * Number(headers.get('retry-after') ?? 1))
  }
}

/** Takes one more guest through password and lobby. */
export async function arrive(
  server: TestServer,
  { secret, chair }: Pick<Gathering, 'secret' | 'chair'>,
  name: string,
): Promise<{ socket: RawSocket; id: ParticipantId; visitor: Visitor }> {
  const visitor = new Visitor(server)
  await enterPatiently(visitor, secret.meeting.id, { name, password: secret.password })
  const socket = visitor.socket(secret.meeting.id)
  const { id } = await chair.until(() =>
    chair.heard
      .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
      .findLast((knock) => knock.name === name),
  )
  await chair.ok('lobby.admit', { ids: [id] })
  await socket.entered()
  return { socket, id, visitor }
}

export type Gathering = {
  secret: MeetingSecret
  chair: RawSocket
  sockets: RawSocket[]
  /** The guests, who have their tickets. */
  guests: Visitor[]
}

/**
 * A meeting with its host (`chair`, first in `sockets`) and `people` guests, all admitted through
 * the lobby.
 */
export async function gather(server: TestServer, host: Visitor, people: number) {
  const secret = await host.createMeeting('Tải thử')
  const { meeting, password } = secret
  await host.enter(meeting.id, {})
  const chair = host.socket(meeting.id)
  await chair.entered()
  const sockets: RawSocket[] = [chair]
  const guests: Visitor[] = []
  while (sockets.length <= people) {
    const batch = Math.min(BATCH, people + 1 - sockets.length)
    const fresh = await Promise.all(
      Array.from({ length: batch }, async (_, i) => {
        const visitor = new Visitor(server)
        await enterPatiently(visitor, meeting.id, { name: `Người ${sockets.length + i}`, password })
        const socket = visitor.socket(meeting.id)
        await socket.next('waiting')
        guests.push(visitor)
        return socket
      }),
    )
    const ids = await chair.until(() => {
      const lobby = chair.heard.findLast((event) => event.name === 'lobby')
      const knocks = lobby?.name === 'lobby' ? (lobby.data.knocks ?? []) : []
      return knocks.length === batch && knocks.map((knock) => knock.id)
    })
    await chair.ok('lobby.admit', { ids })
    await Promise.all(fresh.map((socket) => socket.entered()))
    sockets.push(...fresh)
  }
  return { secret, chair, sockets, guests } satisfies Gathering
}
