/** The people in the lobbies of crowd.ts, in their own process. */
import type { RawSocket } from '../support/raw-socket.ts'
import { Visitor } from '../support/visitor.ts'
import { inTurns } from './figures.ts'
import type { Door } from './people.ts'

export type Waiting = { url: string; meetings: Door[]; people: number }
/**
 * Milliseconds of each password step; and who started connecting when, in epoch milliseconds, in
 * order.
 */
export type Waited = { entered: number[]; knocked: [name: string, at: number][] }

/** As many verifications as queue up anyway. */
const AT_ONCE = 8

const { url, meetings, people } = JSON.parse(process.argv[2] ?? '') as Waiting
const reachable = { url, setupToken: () => Promise.reject(new Error('no operator')) }
const sockets: RawSocket[] = []

async function come(n: number): Promise<{ took: number; name: string; at: number }> {
  const door = meetings[n % meetings.length]
  if (door === undefined) throw new Error('no meeting')
  // A distinct address for each, like people at home.
  const visitor = new Visitor(reachable, `10.${n >> 8}.${n & 255}.1`)
  const name = `Người chờ ${n}`
  const from = performance.now()
  const { status, body } = await visitor.enter(door.id, { name, password: door.password })
  if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
  const took = performance.now() - from
  const at = performance.timeOrigin + performance.now()
  const socket = visitor.socket(door.id)
  sockets.push(socket)
  await socket.next('waiting')
  return { took, name, at }
}

process.on('message', (word) => {
  if (word === 'end') {
    for (const socket of sockets) socket.close()
    process.exit(0)
  }
  const all = Array.from({ length: meetings.length * people }, (_, n) => n)
  void inTurns(all, AT_ONCE, come).then((came) => {
    const waited: Waited = {
      entered: came.map(({ took }) => took),
      knocked: came.map(({ name, at }) => [name, at]),
    }
    process.send?.(waited)
  })
})
