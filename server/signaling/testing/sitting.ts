import { setImmediate as turn } from 'node:timers/promises'
import { rtpParameters } from '#e2e/support/requests.ts'
import type { Given } from '#e2e/support/raw-socket.ts'
import type { FakePeer, FakeTrack } from '#sfu/fake.ts'
import type { Entry } from '../../meeting/records.ts'
import { DocumentId, TrackId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RequestName, ResultOf } from '#protocol/messages.ts'
import { KIND_OF } from '#protocol/model.ts'
import type { Source } from '#protocol/model.ts'
import { accountId, seedAccount } from '../../store/fixtures.ts'
import type { Store } from '../../store/store.ts'
import type { LiveRoom } from '../live-room.ts'
import { SignalingHarness } from '../testing.ts'
import type { Client } from '../testing.ts'
import { Mirror } from './mirror.ts'
import type { View } from './mirror.ts'

/** `lan` is a participant with an account. */
export const WHO = ['host', 'cohost', 'lan', 'guest', 'waiting'] as const
export type Who = (typeof WHO)[number]

export const DOCUMENT = DocumentId.parse('d'.repeat(22))
const video = {
  codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90000 }],
  encodings: [{ ssrc: 5678 }],
}
/** Milliseconds between two requests, to stay below the rate limits. */
const PAUSE = 5000
const NO_TRACK = TrackId.parse('00000000-0000-4000-8000-00000000ffff')
const HOUR = 60 * 60_000

/** A meeting with one person of each kind, and what each of them has been told. */
export class Sitting {
  readonly harness: SignalingHarness
  readonly clients: Record<Who, Client>
  readonly ids: Record<Who, ParticipantId>
  readonly mirrors: Record<Who, Mirror>
  readonly #background: Promise<void>[] = []

  private constructor(
    harness: SignalingHarness,
    clients: Sitting['clients'],
    ids: Sitting['ids'],
    mirrors: Sitting['mirrors'],
  ) {
    this.harness = harness
    this.clients = clients
    this.ids = ids
    this.mirrors = mirrors
  }

  static async open(store?: Store): Promise<Sitting> {
    const harness = await SignalingHarness.open(store)
    await seedAccount(harness.store, 'cohost')
    await seedAccount(harness.store, 'lan')
    const host = await harness.host()
    const guest = (who: Who, account = {}) =>
      harness.guest(host, { name: who, deviceHash: who, addressHash: who, ...account })
    const clients = {
      host,
      cohost: await guest('cohost', { accountId: accountId('cohost') }),
      lan: await guest('lan', { accountId: accountId('lan') }),
      guest: await guest('guest'),
      waiting: await harness.waiting({ name: 'waiting', deviceHash: 'waiting', addressHash: 'w' }),
    }
    const ids = await eachOne((who) => harness.idOf(clients[who]))
    await host.ok('cohost.add', { id: ids.cohost })
    const mirrors = await eachOne(async () => new Mirror())
    const sitting = new Sitting(harness, clients, ids, mirrors)
    for (const who of WHO) sitting.#follow(who, mirrors[who])
    for (const who of WHO) await sitting.look(who)
    return sitting
  }

  get store(): Store {
    return this.harness.store
  }

  async live(): Promise<LiveRoom> {
    const live = await this.harness.meetings.room(this.harness.meeting.id)
    if (live === null) throw new Error('no room')
    return live
  }

  /**
   * For a person inside: what they had been told so far, and a new snapshot of the current state.
   */
  async look(who: Who): Promise<{ told: View | null; true: View } | null> {
    const live = await this.live()
    const id = this.ids[who]
    if (live.room.phaseOf(id) !== 'admitted') return null
    const mirror = this.mirrors[who]
    const seen = mirror.snapshots
    this.#background.push(
      live.run(live.room.admission.connect(id, this.harness.now).effects).catch(() => {}),
    )
    await this.clients[who].until(() => mirror.snapshots > seen, `a snapshot for ${who}`)
    const { view, before } = mirror
    if (view === null) throw new Error('no view')
    // A new connection has no tracks yet.
    const told = before && {
      ...before,
      tracks: before.tracks.filter(({ participant }) => participant !== id),
    }
    return { told, true: structuredClone(view) }
  }

  /** The state as told so far. */
  view(who: Who = 'host'): View {
    const { view } = this.mirrors[who]
    if (view === null) throw new Error(`${who} is not inside`)
    return view
  }

  /** Returns `ok` or an error code; `cut` if the connection ended before the reply. */
  async ask(who: Who, name: RequestName, input: object): Promise<string> {
    this.harness.now += PAUSE
    const reply = await this.clients[who].raw(name, input).catch(() => null)
    if (reply === null) return 'cut'
    // The person who turns a page already sees it and is not told.
    const shown = this.mirrors[who].view?.presentation.shown
    if (reply.ok && name === 'document.turn' && shown) Object.assign(shown, input)
    return reply.ok ? 'ok' : reply.error.code
  }

  async ok<K extends RequestName>(who: Who, name: K, input: Given<K>): Promise<ResultOf<K>> {
    this.harness.now += PAUSE
    return this.clients[who].ok(name, input)
  }

  async publish(who: Who, ...sources: Source[]): Promise<void> {
    await this.ok(who, 'transport.open', { direction: 'send' })
    for (const source of sources) await this.ok(who, 'track.publish', track(source))
  }

  peer(who: Who): FakePeer | undefined {
    return this.harness.peer(this.ids[who])
  }

  tracks(who: Who): FakeTrack[] {
    return [...(this.peer(who)?.tracks.values() ?? [])]
  }

  /** Shares a document as the host. */
  async document(download = false): Promise<void> {
    const record = {
      id: DOCUMENT,
      meetingId: this.harness.meeting.id,
      name: 'Tờ trình.pdf',
      kind: 'pdf',
      pages: 3,
      bytes: 10,
      by: 'host',
      at: this.harness.now,
      ready: false,
      download: false,
      keptUntil: null,
    } as const
    await this.store.documents.create(record)
    await this.harness.meetings.documentArrived(this.harness.meeting.id, this.ids.host, record)
    if (download) await this.ok('host', 'document.download', { document: DOCUMENT, allowed: true })
  }

  /** Schedules the meeting so that its lobby closes soon. */
  async planned(): Promise<void> {
    const { now, meeting, meetings } = this.harness
    const time = { at: now, start: now, ends: now + HOUR, opens: now, closes: now + HOUR }
    const schedule = {
      meetingId: meeting.id,
      start: '2026-11-24T09:00',
      zone: 'Asia/Ho_Chi_Minh',
      minutes: 60,
      repeat: null,
      agenda: '',
      opensBefore: 15,
      keepPassword: false,
      sequence: 0,
      changedAt: now,
      cancelledAt: null,
    }
    const occurrence = { ...time, cancelled: false, passwordHash: null }
    await this.store.calendar.save(schedule, [occurrence], 0)
    await meetings.rescheduled(meeting.id)
  }

  /** Replaces the waiting person with another one. */
  async knocksAnew(change: Partial<Entry>): Promise<void> {
    const { harness, clients, ids, mirrors } = this
    const whose = { name: 'waiting', deviceHash: 'waiting', addressHash: 'w2' }
    clients.waiting = await harness.waiting({ ...whose, ...change })
    ids.waiting = await harness.idOf(clients.waiting)
    this.#follow('waiting', (mirrors.waiting = new Mirror()))
  }

  #follow(who: Who, mirror: Mirror): void {
    this.clients[who].onAny((heard) => mirror.hear(structuredClone(heard)))
  }

  /** Reconnects everyone with a seat, by their ticket, after their connections were cut. */
  async comeBack(): Promise<void> {
    const { harness, clients, mirrors } = this
    const { room } = await this.live()
    for (const who of WHO) {
      await clients[who].cut()
      if (room.phaseOf(this.ids[who]) === 'closed') continue
      clients[who] = harness.connect(clients[who].ticket)
      this.#follow(who, (mirrors[who] = new Mirror()))
      const inside = room.phaseOf(this.ids[who]) === 'admitted'
      await clients[who].next(inside ? 'snapshot' : 'waiting')
    }
  }

  /** Actions in the log of this meeting, oldest first. */
  async logged(): Promise<string[]> {
    const { entries } = await this.store.audit.page({
      meetingId: this.harness.meeting.id,
      limit: 1000,
    })
    return entries.map(({ event }) => event.action).toReversed()
  }

  /** Waits until owed writes are stored, which happens by itself once the store works. */
  async settled(): Promise<void> {
    await Promise.all(this.#background)
    this.harness.meetings.tick()
    const live = await this.live()
    while (live.unsettled) await turn()
    const inside = (who: Who) => live.room.phaseOf(this.ids[who]) === 'admitted'
    const ready = () => WHO.every((who) => !inside(who) || live.room.keys.holds(this.ids[who]))
    for (let times = 0; times < 2 || (times < 20 && !ready()); times += 1) {
      for (const who of WHO) {
        if (inside(who)) await this.answered(who)
      }
      for (const who of WHO) await this.clients[who].keys?.idle()
    }
    await this.offered()
  }

  /** Everybody who waits has offered keys. */
  async offered(): Promise<void> {
    for (const who of WHO) await this.harness.offered(this.ids[who])
  }

  /**
   * Waits until the server has handled all requests of this person and all messages to them have
   * arrived.
   */
  async answered(who: Who): Promise<void> {
    const { clients, mirrors } = this
    if (mirrors[who].out) return
    await clients[who].raw('track.unsubscribe', { id: NO_TRACK }).catch(() => {})
  }

  async close(): Promise<void> {
    await this.harness.close()
  }
}

export const track = (source: Source) => ({
  source,
  kind: KIND_OF[source],
  rtpParameters: KIND_OF[source] === 'video' ? video : rtpParameters,
  paused: false,
})

async function eachOne<T>(make: (who: Who) => Promise<T>): Promise<Record<Who, T>> {
  return {
    host: await make('host'),
    cohost: await make('cohost'),
    lan: await make('lan'),
    guest: await make('guest'),
    waiting: await make('waiting'),
  }
}
