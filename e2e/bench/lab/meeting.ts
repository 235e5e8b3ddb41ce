// A host and a guest meet in real browsers on a server that runs elsewhere; prints the network path
// media took. With COMMAND, runs it in the middle of the meeting and prints how long video was
// interrupted.
//
//   [SETUP_TOKEN=…] CHROMIUM_PATH=… node e2e/bench/lab/meeting.ts https://10.77.0.1 [COMMAND]
import { execFileSync } from 'node:child_process'
import { chromium } from '@playwright/test'
import config from '../../playwright.config.ts'
import { Office } from '../../support/browser.ts'
import type { Person } from '../../support/browser.ts'
import { OPERATOR_PASSWORD, Visitor } from '../../support/visitor.ts'

const [url, command] = process.argv.slice(2)
if (url === undefined) throw new Error('Usage: node e2e/bench/lab/meeting.ts URL [COMMAND]')
/** Milliseconds after which missing video counts as lost. */
const AWAY_MAX = 60_000
const say = (line: string) => process.stdout.write(`${line}\n`)

const setupToken = process.env['SETUP_TOKEN']
const server = { url, setupToken: async () => setupToken ?? '' }
const host = new Visitor(server)
if (setupToken === undefined) {
  await host.post('/api/session', { username: 'chutoa', password: OPERATOR_PASSWORD })
} else {
  await host.setUp()
}

type Way = { state: string; local: string; protocol: string; remote: string }

/** The candidate pairs in use (W3C webrtc-stats): `relay` with its protocol, or direct. */
function ways({ page }: Person): Promise<Way[]> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const found: Way[] = []
    for (const peer of kept.peers) {
      if (peer.connectionState === 'closed') continue
      const stats = new Map<string, Record<string, unknown>>()
      ;(await peer.getStats()).forEach((entry) => stats.set(entry.id, entry))
      for (const transport of stats.values()) {
        if (transport['type'] !== 'transport') continue
        const pair = stats.get(String(transport['selectedCandidatePairId']))
        const local = stats.get(String(pair?.['localCandidateId']))
        const remote = stats.get(String(pair?.['remoteCandidateId']))
        found.push({
          state: peer.connectionState,
          local: String(local?.['candidateType']),
          protocol: String(local?.['relayProtocol'] ?? local?.['protocol']),
          remote: `${String(remote?.['protocol'])} ${String(remote?.['address'])}:${String(remote?.['port'])}`,
        })
      }
    }
    return found
  })
}

/** Frames decoded over all open connections. */
function decoded({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    let sum = 0
    for (const peer of kept.peers) {
      if (peer.connectionState === 'closed') continue
      for (const entry of (await peer.getStats()).values() as Iterable<Record<string, unknown>>) {
        if (entry['type'] === 'inbound-rtp') sum += Number(entry['framesDecoded'] ?? 0)
      }
    }
    return sum
  })
}

/**
 * Epoch milliseconds since which frames have been arriving, once they have for a second. Frames
 * still in flight when a connection broke do not count, and a new connection starts from zero.
 */
async function videoFlowing(person: Person): Promise<number> {
  const begun = Date.now()
  let before = await decoded(person)
  let since = 0
  let times = 0
  while (times < 5) {
    await person.page.waitForTimeout(200)
    const now = await decoded(person)
    times = now > before ? times + 1 : 0
    if (times === 1) since = Date.now()
    before = now
    if (Date.now() - begun > AWAY_MAX) throw new Error('the pictures do not come')
  }
  return since
}

const [project] = config.projects ?? []
const browser = await chromium.launch(project?.use?.launchOptions ?? {})
try {
  const office = new Office(server, host, browser)
  const { host: chair, guest } = await office.pair()
  const see = async (): Promise<void> => {
    await Promise.all([chair, guest].map(videoFlowing))
    await Promise.all([chair.hears(), guest.hears()])
  }
  await see()
  say('Host and guest see and hear each other.')
  for (const [name, person] of [
    ['host', chair],
    ['guest', guest],
  ] as const) {
    for (const way of await ways(person)) {
      say(`${name}: ${way.state}, ${way.local} over ${way.protocol}, to ${way.remote}`)
    }
  }
  if (command !== undefined) {
    const begun = Date.now()
    execFileSync('sh', ['-c', command], { stdio: 'inherit' })
    const disturbed = Date.now()
    const back = await Promise.all([chair, guest].map(videoFlowing))
    say(
      `Disturbed for ${disturbed - begun} ms; video back ${Math.max(...back) - disturbed} ms later.`,
    )
    await see()
  }
  await office.goHome()
} finally {
  await browser.close()
}
