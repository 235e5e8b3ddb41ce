/**
 * Measures what subscribing to voices costs the media plane alone, without signaling, negotiation or
 * packets: every voice of a room of 100, the same left paused, or only those that are on; then how
 * long it takes until 99 listeners have a voice that they had no stream of. Prints a Markdown table
 * and asserts nothing:
 * node setup/run.mjs e2e/bench/voice-streams.ts [people] [voices on]
 */
import { opusParameters, RECEIVER_CAPABILITIES } from '#sfu/testing/packets.ts'
import { realSfu } from '#sfu/testing/real.ts'
import type { MediaPeer, Sfu } from '#sfu/types.ts'
import { quantile, residentMegabytes, table } from './figures.ts'

const people = Number(process.argv[2] ?? 100)
const on = Number(process.argv[3] ?? 10)
const ROUNDS = 10
const ms = (value: number) => `${value.toFixed(0)} ms`

const megabytes = (sfu: Sfu): number =>
  sfu.load().reduce((sum, { pid }) => sum + residentMegabytes(pid), 0)

/** Resolves to the milliseconds that each listener took. */
function listen(peers: readonly MediaPeer[], tracks: readonly string[], shown: boolean) {
  return Promise.all(
    peers.map(async (peer, place) => {
      const from = performance.now()
      await Promise.all(
        tracks.map(async (id, owner) => {
          if (owner === place) return
          await peer.subscribe(id)
          if (shown) await peer.show(id, true)
        }),
      )
      return performance.now() - from
    }),
  )
}

let ssrc = 1000
const speak = (peer: MediaPeer, paused: boolean) =>
  peer.publish({ source: 'microphone', paused, rtpParameters: opusParameters((ssrc += 1)) })

async function measure(voices: number, shown: boolean): Promise<string[]> {
  const sfu = await realSfu({ workers: 2 })
  const room = await sfu.createRoom({ speaker() {}, levels() {}, bitrateExceeded() {}, died() {} })
  const peers = await Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const peer = room.createPeer(String(n))
      await peer.openTransport('send')
      await peer.openTransport('recv', RECEIVER_CAPABILITIES)
      return peer
    }),
  )
  const tracks = await Promise.all(peers.map((peer, n) => speak(peer, n >= on)))
  const speaker = peers.at(-1)
  if (speaker === undefined) throw new Error('nobody is there')
  const others = peers.slice(0, -1)
  const before = megabytes(sfu)
  const all = await listen(peers, tracks.slice(0, voices), shown)
  const after = megabytes(sfu)
  const streams = sfu.load().reduce((sum, { consumers }) => sum + consumers, 0)
  const first: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    speaker.closeTrack(tracks[people - 1] ?? '')
    tracks[people - 1] = await speak(speaker, false)
    first.push(...(await listen(others, tracks.slice(-1), true)))
  }
  await sfu.close()
  return [
    String(streams),
    ms(quantile(all, 1)),
    `${(after - before).toFixed(0)} MB`,
    ms(quantile(first, 0.5)),
    ms(quantile(first, 0.95)),
  ]
}

const rows: string[][] = []
for (let turn = 0; turn < 2; turn += 1) {
  rows.push(
    ['every voice', ...(await measure(people, true))],
    ['every voice, left paused', ...(await measure(people, false))],
    [`the ${on} that are on`, ...(await measure(on, true))],
  )
}
console.log(table([['', 'streams', 'all at once', 'workers', 'a new voice, p50', 'p95'], ...rows]))
