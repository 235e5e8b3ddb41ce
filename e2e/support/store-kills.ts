import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { MeetingSecret } from '#protocol/http.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { openStore } from '#server/store/store.ts'
import type { RawSocket } from './raw-socket.ts'
import { TestServer } from './server.ts'
import { Visitor } from './visitor.ts'

/** Longest time of writing before a kill, in milliseconds; each round uses a fraction of it. */
const WRITING_MAX = 40
const GUESTS = 4

/** Operations acknowledged to the host, over all rounds. */
type Told = { admitted: ParticipantId[]; out: ParticipantId[]; blocked: number }

/**
 * Repeatedly kills a server during a host's work and checks the disk afterward: every acknowledged
 * decision is there, the audit chain is intact, and no decision is only partly written.
 */
export async function killWhileWriting(kills: number) {
  const server = await TestServer.start({ ANHOP_TRUSTED_PROXY: '127.0.0.1,::1' })
  const host = new Visitor(server)
  await host.setUp()
  const secret = await host.createMeeting()
  await host.enter(secret.meeting.id, {})
  const told: Told = { admitted: [], out: [], blocked: 0 }
  let entries = 0
  try {
    for (let n = 0; n < kills; n += 1) {
      const chair = host.socket(secret.meeting.id)
      await chair.entered()
      const guests = await knock(server, secret, chair, n)
      const work = Promise.all([judge(chair, guests, told), toggle(chair)])
      await pause((WRITING_MAX * n) / kills)
      await server.kill9()
      await work
      chair.close()
      for (const { socket } of guests) socket.close()
      entries = await look(server.data, secret, told)
      if (n + 1 < kills) await server.up()
    }
  } finally {
    await server.stop()
  }
  return { verdicts: told.admitted.length + told.out.length, entries }
}

type Guest = { id: ParticipantId; socket: RawSocket }

/** Each from its own address, because the lobby limits guests per address. */
async function knock(server: TestServer, secret: MeetingSecret, chair: RawSocket, round: number) {
  const guests: Guest[] = []
  for (let i = 0; i < GUESTS; i += 1) {
    const name = `Người ${round} ${i}`
    const visitor = new Visitor(server, `10.${round >> 8}.${round & 255}.${i + 1}`)
    await visitor.enter(secret.meeting.id, { name, password: secret.password })
    const socket = visitor.socket(secret.meeting.id)
    const { id } = await chair.until(() =>
      chair.heard
        .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
        .find((one) => one.name === name),
    )
    guests.push({ id, socket })
  }
  return guests
}

/** Makes one decision after another, noting each once acknowledged; ends when the server does. */
async function judge(chair: RawSocket, guests: readonly Guest[], told: Told): Promise<void> {
  const [stays, blocked, refused, removed] = guests.map(({ id }) => id)
  if (!stays || !blocked || !refused || !removed) return
  try {
    await chair.ok('lobby.refuse', { id: blocked, block: true })
    told.out.push(blocked)
    told.blocked += 1
    await chair.ok('lobby.admit', { ids: [removed] })
    told.admitted.push(removed)
    await chair.ok('participant.remove', { id: removed, block: true })
    told.out.push(removed)
    told.blocked += 1
    await chair.ok('lobby.refuse', { id: refused, block: false })
    told.out.push(refused)
    await chair.ok('lobby.admit', { ids: [stays] })
    told.admitted.push(stays)
  } catch {
    // The server is gone.
  }
}

async function toggle(chair: RawSocket): Promise<void> {
  for (let on = false; chair.socket.connected; on = !on) {
    await chair.request('meeting.chat', { on }).catch(() => {})
  }
}

/** Returns the number of audit log entries. */
async function look(folder: string, { meeting }: MeetingSecret, told: Told): Promise<number> {
  const store = await openStore(folder)
  try {
    const log = await store.audit.verify()
    assert.ok(log.ok, JSON.stringify(log))
    const seats = new Map((await store.meetings.allSeats(meeting.id)).map((s) => [s.id, s.state]))
    const events = await store.audit.latest(log.entries)
    const targets = (action: string) =>
      events.flatMap((event) => (event.action === action ? [event.target] : []))
    const admitted = targets('lobby.admitted')
    const blockers = ['lobby.refused_and_blocked', 'participant.removed_and_blocked']
    const blocked = blockers.flatMap(targets)
    for (const id of told.admitted) assert.ok(admitted.includes(id), `${id} was admitted`)
    for (const id of told.out) assert.equal(seats.get(id), 'over', `${id} is out`)
    // No partial decision: what the log says about a seat must be true of that seat.
    for (const id of admitted) assert.notEqual(seats.get(id as ParticipantId), 'waiting')
    for (const id of blocked) assert.equal(seats.get(id as ParticipantId), 'over')
    const blocks = await store.meetings.blocks(meeting.id)
    assert.equal(blocks.length, blocked.length, 'a block for every entry that speaks of one')
    assert.ok(blocks.length >= told.blocked)
    return log.entries
  } finally {
    await store.close()
  }
}
