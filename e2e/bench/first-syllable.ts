/**
 * Measures how much of what somebody says first in a large meeting is lost: from their click on
 * "unmute" until their first packet has arrived at somebody who had no stream of theirs, and again
 * when that one has. Real Chromium on loopback; the others have keys and no media. Prints figures:
 * node setup/run.mjs e2e/bench/first-syllable.ts [times]
 */
import { loadavg } from 'node:os'
import type { Person } from '../support/browser.ts'
import { MANY_ADDRESSES, largeMeeting } from '../support/large-meeting.ts'
import { spread } from './figures.ts'
import { openOffice } from './office.ts'

const [times = 10] = process.argv.slice(2).map(Number)

/** Resolves when a packet of sound has arrived that was not there before, in epoch milliseconds. */
const nextPacket = ({ page }: Person): Promise<number> =>
  page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const packets = async (): Promise<number> => {
      let sum = 0
      for (const peer of kept.peers) {
        if (peer.connectionState === 'closed') continue
        for (const entry of (await peer.getStats()).values() as Iterable<Record<string, unknown>>)
          if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio')
            sum += Number(entry['packetsReceived'])
      }
      return sum
    }
    const before = await packets()
    while ((await packets()) === before) await new Promise((resolve) => setTimeout(resolve, 5))
    return Date.now()
  })

async function unmuted(speaker: Person, listener: Person): Promise<number> {
  const heard = nextPacket(listener)
  const clicked = await speaker.button('Bật micrô').evaluate((button) => {
    const at = Date.now()
    ;(button as HTMLButtonElement).click()
    return at
  })
  const took = (await heard) - clicked
  await speaker.button('Tắt micrô').click()
  await listener.silent('audio')
  return took
}

const { office, server, visitor, close } = await openOffice(5, MANY_ADDRESSES)
const meeting = await largeMeeting(server, visitor, 40)
const speaker = await office.person()
await meeting.enter(speaker, 'Lê Bình')
await speaker.button('Tắt micrô').click()
const [first, again]: [number[], number[]] = [[], []]
for (let n = 0; n < times; n += 1) {
  // Whoever comes while the speaker is muted gets no stream of theirs.
  const listener = await office.person()
  await meeting.enter(listener, `Trần Chi ${n}`)
  await listener.button('Tắt micrô').click()
  await listener.silent('audio')
  first.push(await unmuted(speaker, listener))
  again.push(await unmuted(speaker, listener))
  await listener.button('Rời họp').click()
  await listener.context.close()
}
console.log(`from the click until the first packet; system load ${loadavg()[0]?.toFixed(1)}`)
console.log(`a voice of which there was no stream  ${spread(first)}`)
console.log(`the same again                        ${spread(again)}`)
meeting.close()
await close()
