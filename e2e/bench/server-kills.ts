/**
 * Kills the server (SIGKILL) during a meeting of two in real Chromium and restarts it at once, as
 * Compose does. Measures how soon both see and hear each other without reloading or knocking, and
 * checks that a blocked person stays blocked. Prints figures: CHROMIUM_PATH=… node setup/run.mjs
 * e2e/bench/server-kills.ts [kills]
 */
import assert from 'node:assert/strict'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../support/browser.ts'
import { Visitor } from '../support/visitor.ts'
import { spread } from './figures.ts'
import { openOffice } from './office.ts'

const kills = Number(process.argv[2] ?? 20)
/** Milliseconds Docker waits before it restarts a container that has been running for a while. */
const SUPERVISOR = 100
/** Slightly longer than the client needs to consider a connection stable. */
const BETWEEN = 5500

/**
 * Epoch milliseconds at which a frame was decoded and a voice packet had arrived on connections
 * that did not exist when this was called.
 */
function nextMedia({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const before = kept.peers.length
    for (;;) {
      let frames = 0
      let voice = 0
      for (const peer of kept.peers.slice(before)) {
        if (peer.connectionState === 'closed') continue
        ;(await peer.getStats()).forEach((entry: Record<string, unknown>) => {
          if (entry['type'] !== 'inbound-rtp') return
          frames += Number(entry['framesDecoded'] ?? 0)
          if (entry['kind'] === 'audio') voice += Number(entry['packetsReceived'] ?? 0)
        })
      }
      if (frames > 0 && voice > 0) return Date.now()
      await new Promise((resolve) => {
        setTimeout(resolve, 20)
      })
    }
  })
}

const { server, visitor, office, close } = await openOffice(15)
const meeting = await office.meeting()
const id = meeting.meeting.id

// A blocked person tries after each restart with everything they have.
const blocked = new Visitor(server)
const claim = { name: 'Kẻ Bị Chặn', password: meeting.password }
await visitor.enter(id, {})
const chair = visitor.socket(id)
await chair.entered()
await blocked.enter(id, claim)
const theirs = blocked.socket(id)
await theirs.next('waiting')
const { knocks } = await chair.next('lobby')
await chair.ok('lobby.refuse', { id: knocks?.[0]?.id ?? assert.fail('no knock'), block: true })
await theirs.next('closed')
chair.close()

const host = await office.hostPerson()
await host.enterAsHost(meeting.link)
const guest = await office.admitted(host, meeting, 'Lê Bình')
await host.sees('Lê Bình')
await guest.sees('Trần Chủ Tọa')
let loads = 0
for (const person of [host, guest]) person.page.on('load', () => (loads += 1))
const took: number[] = []
const up: number[] = []
for (let n = 0; n < kills; n += 1) {
  await pause(BETWEEN)
  const back = [host, guest].map((person) => nextMedia(person))
  const killed = Date.now()
  await server.kill9()
  await pause(SUPERVISOR)
  await server.up()
  up.push(Date.now() - killed)
  for (const at of await Promise.all(back)) took.push(at - killed)
  const { status, body } = await blocked.enter(id, claim)
  assert.deepEqual([status, body], [403, { code: 'blocked' }])
}
console.log(`${kills} kills; system load ${loadavg()[0]?.toFixed(1)}`)
console.log(`kill to server listening again:    ${spread(up)}`)
console.log(`kill to both seeing and hearing:   ${spread(took)}`)
console.log(`page reloads: ${loads}; the blocked person is still blocked`)
await close()
