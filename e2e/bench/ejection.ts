/**
 * Measures the time from the host's click on "remove" or "stop sharing" to the server's
 * acknowledgment, to the last packet that reaches the ejected person, and to the last of theirs
 * that reaches anyone else. Each stream sends a packet every 5 ms through a real server process,
 * worker, ICE and DTLS-SRTP; everyone keeps sending. Prints figures and asserts nothing: node
 * setup/run.mjs e2e/bench/ejection.ts [ejections]
 */
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { closeEndpoints } from '#sfu/testing/endpoint.ts'
import { Pump } from '#sfu/testing/pump.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { Wire } from '../support/wire.ts'
import { spread } from './figures.ts'
import { arrive, gather } from './gathering.ts'

const ejections = Number(process.argv[2] ?? 50)
/** Milliseconds after the click during which late packets are noticed. */
const LISTEN = 1000

const server = await TestServer.start()
const host = new Visitor(server)
await host.setUp()
const gathering = await gather(server, host, 0)
const { chair } = gathering
const pump = new Pump()
const others = await Wire.open((await arrive(server, gathering, 'Người Ở Lại')).socket, pump)
const voice = await others.speak()

const took = {
  removed: [] as number[],
  lastReceived: [] as number[],
  lastForwarded: [] as number[],
  revoked: [] as number[],
  lastOfScreen: [] as number[],
}
/** Milliseconds from `from` to the last packet; 0 if it arrived earlier. */
const lastOf = (ssrc: number, from: number) =>
  Math.max(0, (others.receiver.received.get(ssrc)?.lastAt ?? 0) - from)

for (let n = 0; n < ejections; n += 1) {
  const { socket, id } = await arrive(server, gathering, `Người Ra ${n}`)
  const theirs = await Wire.open(socket, pump)
  const camera = await others.watch(await theirs.film('camera'))
  await theirs.watch(voice)
  await chair.ok('share.grant', { id })
  const screen = await others.watch(await theirs.film('screen'))

  const revoking = performance.now()
  await chair.ok('share.revoke', { id })
  took.revoked.push(performance.now() - revoking)
  await pause(LISTEN)
  took.lastOfScreen.push(lastOf(screen.ssrc, revoking))

  const removing = performance.now()
  await chair.ok('participant.remove', { id, block: false })
  took.removed.push(performance.now() - removing)
  await pause(LISTEN)
  took.lastReceived.push(Math.max(0, theirs.receiver.lastAt - removing))
  took.lastForwarded.push(lastOf(camera.ssrc, removing))
  pump.drop(theirs.sender)
  theirs.close()
  chair.heard.length = 0
}

console.log(`${ejections} ejections; system load ${loadavg()[0]?.toFixed(1)}`)
console.log(`removal acknowledged:              ${spread(took.removed)}`)
console.log(`last packet to the ejected person: ${spread(took.lastReceived)}`)
console.log(`last packet from them to others:   ${spread(took.lastForwarded)}`)
console.log(`revocation acknowledged:           ${spread(took.revoked)}`)
console.log(`last packet of the shared screen:  ${spread(took.lastOfScreen)}`)
pump.close()
others.close()
chair.close()
closeEndpoints()
await server.stop()
