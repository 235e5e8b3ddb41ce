/**
 * The participants of crowd.ts, with sockets and media, in their own process: their cost must not
 * count as the server's, and their busy event loop must not inflate the measured round trips.
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
  /** Per meeting. */
  people: number
  /** Open microphones; one at a time speaks, the others send comfort noise. */
  open: number
  /** Whether muted voices are subscribed to as well, as in rooms of up to 30 [QOS5]: 1 or 0. */
  ahead: number
  /** Number of cameras each person sees. */
  shown: number
  /** How many of the camera's three layers are sent, smallest first. */
  layers: number
  /** Packets per second of each layer sent. */
  rate: number
  /** Height at which cameras are shown. */
  height: number
}

/** Milliseconds from the snapshot until every voice and camera is subscribed to. */
export type Joined = { all: number[]; last: number }
/** Totals since the previous query. */
export type Tally = { sent: number; received: number; lost: number; megabits: number }

type Guest = { socket: RawSocket; wire: Wire; snapshot: Snapshot; voice: OpusStream }

const SPEECH = { rate: 50, size: 80, level: 30 }
/** What Opus sends during silence with DTX: a packet of a few bytes every 400 ms. */
const SILENCE = { rate: 2.5, size: 2, level: 127 }
/** Bytes per packet of each layer; 120, 288 and 288 kbit/s at 30 packets a second. */
const LAYER_BYTES = [500, 1200, 1200]
/** Milliseconds until someone else speaks. */
const TURN = 5000
/** Milliseconds between two broadcast actions of one person. */
const ACT_EVERY = 20_000
/** People who enter at once: fewer than the password queue holds. */
const AT_ONCE = 20

const order = JSON.parse(process.argv[2] ?? '') as Order
const pump = new Pump()
const reachable = { url: order.url, setupToken: () => Promise.reject(new Error('no operator')) }

async function join({ id, password }: Door, address: string, name: string): Promise<Guest> {
  const visitor = new Visitor(reachable, address)
  const { status, body } = await visitor.enter(id, { name, password })
  if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
  const socket = visitor.socket(id)
  // When everyone subscribes at once, the last answers are late; how late is measured.
  socket.patience = 60_000
  const snapshot = await socket.entered()
  return { socket, snapshot, wire: await Wire.open(socket, pump), voice: new OpusStream(newSsrc()) }
}

/** Returns the track ids. */
async function publish({ wire, voice }: Guest, muted: boolean): Promise<[TrackId, TrackId]> {
  Object.assign(voice, SILENCE)
  const id = await wire.speak(voice, muted)
  const layers = LAYER_BYTES.map((size) => new Vp8Stream(newSsrc(), size))
  layers.forEach((layer, i) => (layer.rate = i < order.layers ? order.rate : 0))
  return [id, await wire.film('camera', layers)]
}

/** Subscribes to every voice and to the next people's cameras. Returns the milliseconds it took. */
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

/** Runs one meeting: all but one join, then the last one once it is full. */
async function meet(door: Door, n: number): Promise<{ guests: Guest[]; joined: Joined }> {
  const guest = (i: number) => join(door, `10.${n}.${i}.1`, `Người ${i}`)
  const first = Array.from({ length: order.people - 1 }, (_, i) => i)
  const guests = await inTurns(first, AT_ONCE, guest)
  await inTurns(guests, AT_ONCE, (one) => publish(one, guests.indexOf(one) >= order.open))
  const all = await Promise.all(guests.map(subscribe))
  const last = await guest(order.people - 1)
  const joined = { all, last: await subscribe(last, guests.length) }
  const [voice, camera] = await publish(last, true)
  // A small meeting has room for one more face.
  const face = order.people - 2 < order.shown
  await Promise.all(
    guests.flatMap(({ wire }) => [
      ...(order.ahead > 0 ? [wire.receive(voice)] : []),
      ...(face ? [wire.receive(camera, order.height)] : []),
    ]),
  )
  return { guests: [...guests, last], joined }
}

/** The people with open microphones take turns speaking. */
async function talk(guests: readonly Guest[]): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const speaker = turn % Math.min(order.open, guests.length)
    guests.slice(0, order.open).forEach(({ voice }, i) => {
      Object.assign(voice, i === speaker ? SPEECH : SILENCE)
    })
    await pause(TURN)
  }
}

/** Raises and lowers the hand; received events are discarded. */
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
