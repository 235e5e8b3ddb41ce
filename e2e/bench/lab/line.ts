// A really bad connection between a guest's browser and the server: the guest's browser runs in its
// own network namespace, the host's on the server's side. Prints figures, and asserts only that
// media arrived. Needs Linux and root:
//
//   [OUTAGES=1,5,30] [TIMES=4] node setup/run.mjs e2e/bench/lab/line.ts [udp] [loss] [outage] [address]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { Office } from '../../support/browser.ts'
import type { Person } from '../../support/browser.ts'
import { TestServer } from '../../support/server.ts'
import { Visitor } from '../../support/visitor.ts'
import { spread } from '../figures.ts'
import { between, counts } from './counts.ts'
import { Namespace, SERVER_ADDRESS } from './namespace.ts'
import { writeVoice } from './voice.ts'

const EXPERIMENTS = ['udp', 'loss', 'outage', 'address'] as const
const asked = process.argv.slice(2)
const wanted = EXPERIMENTS.filter((name) => asked.length === 0 || asked.includes(name))
const PORT = 18_443
/** Measuring time in seconds, after an equally long time for the browsers to settle. */
const LOOK = 20
/** Outage durations in seconds, and how often each is repeated. */
const OUTAGES = process.env['OUTAGES']?.split(',').map(Number) ?? [1, 5, 30]
const TIMES = Number(process.env['TIMES'] ?? 4)
const AWAY_MAX = 60_000
/**
 * Milliseconds between disturbances. After three bad samples, 3 s apart, the client considers the
 * connection weak and stops requesting video on purpose; one outage must not count toward the next.
 */
const BETWEEN = 12_000
const say = (line: string) => process.stdout.write(`${line}\n`)

// This process only connects to the server started below, whose certificate it has just created.
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'

const folder = mkdtempSync(join(tmpdir(), 'anhop-line-'))
const at = (name: string) => join(folder, name)
const [key, cert, voice] = [at('key.pem'), at('cert.pem'), at('voice.wav')]
writeVoice(voice)
const certificate = `req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=${SERVER_ADDRESS} -addext subjectAltName=IP:${SERVER_ADDRESS} -keyout ${key} -out ${cert}`
execFileSync('openssl', certificate.split(' '), { stdio: 'ignore' })

const namespace = new Namespace('anhopline')
const program = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox',
  '--disable-quic',
  '--ignore-certificate-errors',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=15',
  `--use-file-for-fake-audio-capture=${voice}`,
]
const open = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args })
const servers: TestServer[] = []
const browsers: Browser[] = []

type Pair = { chair: Person; guest: Person; end: () => Promise<void> }

async function meet(): Promise<Pair> {
  const token = () => server.setupToken()
  const server = await TestServer.start({
    ANHOP_HOST: SERVER_ADDRESS,
    ANHOP_PORT: String(PORT),
    ANHOP_PUBLIC_URL: `https://${SERVER_ADDRESS}:${PORT}`,
    ANHOP_TLS_CERT: cert,
    ANHOP_TLS_KEY: key,
    ANHOP_MEDIA_LISTEN: SERVER_ADDRESS,
  })
  servers.push(server)
  const reached = { url: `https://${SERVER_ADDRESS}:${PORT}`, setupToken: token }
  const visitor = new Visitor(reached)
  await visitor.setUp()
  const [near, far] = await Promise.all([open(program), open(namespace.wrap(program, at('far')))])
  browsers.push(near, far)
  const here = new Office(reached, visitor, near)
  const there = new Office(reached, visitor, far)
  const meeting = await here.meeting()
  const chair = await here.hostPerson()
  await chair.enterAsHost(meeting.link)
  const guest = await there.admitted(chair, meeting, 'Lê Bình')
  await Promise.all([mediaFlowing(chair), mediaFlowing(guest)])
  return {
    chair,
    guest,
    end: async () => {
      namespace.drop()
      await Promise.all([near.close(), far.close()])
      await server.stop()
    },
  }
}

/**
 * Epoch milliseconds at which audio and video started to arrive, once they have kept arriving for a
 * second: the first of five consecutive samples, each with more of both than the previous one.
 */
async function mediaFlowing(person: Person): Promise<number> {
  const begun = Date.now()
  let before = await counts(person)
  for (let times = 0, since = 0; ;) {
    await pause(200)
    const now = await counts(person)
    // A new connection starts counting from zero.
    const came = now.frames > before.frames && now.voicePackets > before.voicePackets
    times = came ? times + 1 : 0
    if (times === 1) since = now.at
    if (times === 5) return since
    before = now
    if (Date.now() - begun > AWAY_MAX) throw new Error('no media')
  }
}

async function look(what: string, { chair, guest }: Pair): Promise<void> {
  await pause(LOOK * 1000)
  const before = await Promise.all([counts(guest), counts(chair)])
  await pause(LOOK * 1000)
  const after = await Promise.all([counts(guest), counts(chair)])
  say(`${what}, received by the guest: ${between(before[0], after[0])}`)
  say(`${what}, sent by the guest: ${between(before[1], after[1])}`)
}

/** For each of `times` disturbances, milliseconds from its end until both have media again. */
async function recoveryTimes(
  pair: Pair,
  times: number,
  disturb: () => Promise<void>,
): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    let reloads = 0
    pair.guest.page.once('load', () => (reloads += 1))
    await disturb()
    const ended = Date.now()
    const back = await Promise.all([mediaFlowing(pair.guest), mediaFlowing(pair.chair)])
    took.push(Math.max(...back) - ended)
    if (reloads > 0) throw new Error('the page was loaded anew')
    await pause(BETWEEN)
  }
  return took
}

const RUN: Record<(typeof EXPERIMENTS)[number], () => Promise<void>> = {
  async udp() {
    namespace.drop('meta l4proto udp')
    const pair = await meet()
    await look('UDP dropped', pair)
    await pair.end()
  },
  async loss() {
    const pair = await meet()
    await look('Nothing dropped', pair)
    namespace.drop('meta l4proto udp numgen random mod 100 < 5')
    await look('5 % dropped each way', pair)
    await pair.end()
  },
  async outage() {
    const pair = await meet()
    for (const seconds of OUTAGES) {
      const took = await recoveryTimes(pair, TIMES, async () => {
        namespace.drop('meta nfproto ipv4 meta oifname != "lo"', 'meta iifname != "lo"')
        await pause(seconds * 1000)
        namespace.drop()
      })
      say(`Outage of ${seconds} s, media again after: ${spread(took)}`)
    }
    await pair.end()
  },
  async address() {
    const pair = await meet()
    const took = await recoveryTimes(pair, TIMES, async () => namespace.changeAddress())
    say(`Address change, media again after: ${spread(took)}`)
    await pair.end()
  },
}

try {
  say(`System load ${loadavg()[0]?.toFixed(1)}`)
  for (const name of wanted) {
    await RUN[name]()
    say(`System load ${loadavg()[0]?.toFixed(1)}`)
  }
} finally {
  await Promise.allSettled(browsers.map((browser) => browser.close()))
  await Promise.allSettled(servers.map((server) => server.stop()))
  namespace.remove()
  rmSync(folder, { recursive: true, force: true })
}
