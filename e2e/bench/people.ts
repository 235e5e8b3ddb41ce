/**
 * The people of crowd.ts, with sockets and media, in a process of their own: what they cost is not
 * the server's, and their busy event loop does not lengthen the round trips that are measured.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { MeetingId, TrackId } from '#protocol/ids.ts'
import type { TrackView } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { OpusStream, Vp8Stream } from '#sfu/testing/packets.ts'
import { Pump } from '#sfu/testing/pump.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { Visitor } from '../support/visitor.ts'
import { Wire, newSsrc } from '../support/wire.ts'
import { inTurns } from './figures.ts'

export type Door = { id: MeetingId; password: string }

export type Order = {
  url: string
  meetings: Door[]
  /** In each meeting. */
  people: number
  /** Microphones that are on; one at a time speaks, the others send comfort noise. */
  open: number
  /** Whether muted voices are subscribed to before they are heard, as the client does: 1 or 0. */
  ahead: number
  /** Cameras that each person sees. */
  shown: number
  /** How many of the camera's three layers are sent, the smallest first. */
  layers: number
  /** Packets a second of each layer that is sent. */
  rate: number
  /** The height at which cameras are shown. */
  height: number
}

/** Milliseconds from the snapshot until every voice and picture has been subscribed to. */
export type Joined = { all: number[]; last: number }
/** Of the time between two questions. */
export type Tally = { sent: number; received: number; lost: number; megabits: number }

type Guest = { socket: RawSocket; wire: Wire; snapshot: Snapshot; voice: OpusStream }

const SPEECH = { rate: 50, size: 80, level: 30 }
/** What Opus sends in silence with DTX: a packet of a few bytes every 400 ms. */
const SILENCE = { rate: 2.5, size: 2, level: 127 }
/** Bytes in a packet of each layer; 120, 288 and 288 kbit/s at 30 packets a second. */
const LAYER_BYTES = [500, 1200, 1200]
/** Milliseconds until somebody else speaks. */
const TURN = 5000
/** Milliseconds between two acts of one person that everybody is told of. */
const ACT_EVERY = 20_000
/** People who come at once: fewer than the queue for passwords holds. */
const AT_ONCE = 20

const order = JSON.parse(process.argv[2] ?? '') as Order
const pump = new Pump()
const reachable = { url: order.url, setupToken: () => Promise.reject(new Error('no operator')) }

async function come({ id, password }: Door, address: string, name: string): Promise<Guest> {
  const visitor = new Visitor(reachable, address)
  const { status, body } = await visitor.enter(id, { name, password })
  if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
  const socket = visitor.socket(id)
  // When all of them subscribe to all at once, the last are answered late; how late is measured.
  socket.patience = 60_000
  const snapshot = await socket.entered()
  return { socket, snapshot, wire: await Wire.open(socket, pump), voice: new OpusStream(newSsrc()) }
}

/** Returns the tracks. */
async function publish({ wire, voice }: Guest, muted: boolean): Promise<[TrackId, TrackId]> {
  Object.assign(voice, SILENCE)
  const id = await wire.speak(voice, muted)
  const layers = LAYER_BYTES.map((size) => new Vp8Stream(newSsrc(), size))
  layers.forEach((layer, i) => (layer.rate = i < order.layers ? order.rate : 0))
  return [id, await wire.film('camera', layers)]
}

/** Every voice, and the cameras of those who came next. Returns the milliseconds that it took. */
async function subscribe({ socket, snapshot, wire }: Guest, place: number): Promise<number> {
  const from = performance.now()
  const tracks = new Map<string, TrackView>()
  for (const view of snapshot.tracks) tracks.set(view.id, view)
  for (const event of socket.heard)
    if (event.name === 'track') tracks.set(event.data.id, event.data)
  const others = [...tracks.values()].filter(({ participant }) => participant !== snapshot.self)
  const voices = others.filter(
    ({ source, paused }) => source === 'microphone' && (order.ahead > 0 || !paused),
  )
  const cameras = others.filter(({ source }) => source === 'camera')
  const seen = Array.from(
    { length: Math.min(order.shown, cameras.length) },
    (_, n) => cameras[(place + n) % cameras.length],
  )
  await Promise.all([
    ...voices.map(({ id }) => wire.receive(id)),
    ...seen.flatMap((view) => (view ? [wire.receive(view.id, order.height)] : [])),
  ])
  return performance.now() - from
}

/** One meeting: all but one come, then the last, when it is full. */
async function meet(door: Door, n: number): Promise<{ guests: Guest[]; joined: Joined }> {
  const guest = (i: number) => come(door, `10.${n}.${i}.1`, `Người ${i}`)
  const first = Array.from({ length: order.people - 1 }, (_, i) => i)
  const guests = await inTurns(first, AT_ONCE, guest)
  await inTurns(guests, AT_ONCE, (one) => publish(one, guests.indexOf(one) >= order.open))
  const all = await Promise.all(guests.map(subscribe))
  const last = await guest(order.people - 1)
  const joined = { all, last: await subscribe(last, guests.length) }
  const [voice, camera] = await publish(last, true)
  // In a small meeting there is room for one more face.
  const face = order.people - 2 < order.shown
  await Promise.all(
    guests.flatMap(({ wire }) => [
      ...(order.ahead > 0 ? [wire.receive(voice)] : []),
      ...(face ? [wire.receive(camera, order.height)] : []),
    ]),
  )
  return { guests: [...guests, last], joined }
}

/** One of those whose microphones are on speaks at a time. */
async function talk(guests: readonly Guest[]): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const speaker = turn % Math.min(order.open, guests.length)
    guests.slice(0, order.open).forEach(({ voice }, i) => {
      Object.assign(voice, i === speaker ? SPEECH : SILENCE)
    })
    await pause(TURN)
  }
}

/** Hands go up and down; what is heard of it is not kept. */
async function act({ socket }: Guest): Promise<void> {
  await pause(Math.random() * ACT_EVERY)
  for (let raised = true; socket.socket.connected; raised = !raised) {
    await socket.ok('hand.raise', { raised })
    socket.heard.length = 0
    await pause(ACT_EVERY)
  }
}

function counted(guests: readonly Guest[]): Tally {
  const ends = guests.map(({ wire }) => wire.receiver)
  const sum = (of: (end: (typeof ends)[number], ssrc: number) => number) =>
    ends.reduce((all, end) => all + [...end.received.keys()].reduce((n, s) => n + of(end, s), 0), 0)
  return {
    sent: pump.sent,
    received: sum((end, ssrc) => end.packets(ssrc)),
    lost: sum((end, ssrc) => end.lost(ssrc)),
    megabits: sum((end, ssrc) => ((end.received.get(ssrc)?.bytes ?? 0) * 8) / 1e6),
  }
}

const met = await Promise.all(order.meetings.map(meet))
const guests = met.flatMap((meeting) => meeting.guests)
const joined: Joined = {
  all: met.flatMap((meeting) => meeting.joined.all),
  last: Math.max(...met.map((meeting) => meeting.joined.last)),
}
for (const meeting of met) void talk(meeting.guests)
for (const guest of guests) void act(guest).catch(() => {})
process.on('message', (word) => {
  if (word === 'count') process.send?.(counted(guests))
  else {
    pump.close()
    for (const { wire, socket } of guests) {
      wire.close()
      socket.close()
    }
    closeEndpoints()
    process.exit(0)
  }
})
process.send?.(joined)
