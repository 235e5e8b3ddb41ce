import { setTimeout as pause } from 'node:timers/promises'
import { opaque } from '#protocol/testing.ts'
import type { RawSocket } from '../support/raw-socket.ts'

const NO_TRACK = '00000000-0000-4000-8000-000000000000'
/** Milliseconds between one person's requests, and between messages: below every rate limit. */
const ASK_EVERY = 150
const CHAT_EVERY = 1300

export type Beats = { asked: number[]; said: number[] }

/**
 * Samples what a running meeting experiences: round trips of plain requests, and the time from one
 * person's message to its arrival at another. In milliseconds.
 */
export async function pulse(sockets: readonly RawSocket[], seconds: number): Promise<Beats> {
  const beats: Beats = { asked: [], said: [] }
  const until = performance.now() + seconds * 1000
  const repeat = async (every: number, beat: (n: number) => Promise<void>) => {
    await pause(Math.random() * every)
    for (let n = 0; performance.now() < until; n++) {
      await beat(n)
      await pause(every)
    }
  }
  await Promise.all(
    sockets.flatMap((socket, i) => [
      repeat(ASK_EVERY, async () => {
        const from = performance.now()
        await socket.ok('track.unsubscribe', { id: NO_TRACK })
        beats.asked.push(performance.now() - from)
      }),
      repeat(CHAT_EVERY, async (n) => {
        const text = `${i}, lời thứ ${n}, ${Math.random()}`
        const listener = sockets[(i + 1) % sockets.length] ?? socket
        const from = performance.now()
        const heard = listener.until(() => takeWord(listener, text))
        await socket.ok('chat.send', { sealed: opaque(text) })
        await heard
        beats.said.push(performance.now() - from)
      }),
    ]),
  )
  return beats
}

/** Also discards everything before it: a load run receives a lot. */
function takeWord({ heard }: RawSocket, text: string): boolean {
  const at = heard.findLastIndex(
    (event) => event.name === 'chat' && event.data.sealed === opaque(text),
  )
  if (at === -1) return false
  heard.splice(0, Math.max(0, at - 50))
  return true
}
