// Asks a running TURN server to relay to addresses it must refuse, and to the media workers, which
// it must allow. Prints a line for each; exit code 0 if all are as expected.
//
//   node e2e/bench/lab/turn-targets.ts TURN-HOST SFU-ADDRESS < file-with-the-shared-secret
import { createHmac } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { TurnClient } from '#server/signaling/turn/client.ts'
import { openLine } from '#server/signaling/turn/line.ts'

const TARGETS = {
  4: [
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '10.255.255.254',
    '100.64.0.1',
    '169.254.1.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.0.1',
    '192.168.255.254',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '1.1.1.1',
  ],
  6: [
    '::1',
    '::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:192.168.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:4860:4860::8888',
  ],
} as const

const [host, sfu] = process.argv.slice(2)
if (host === undefined || sfu === undefined) {
  throw new Error('Usage: node e2e/bench/lab/turn-targets.ts TURN-HOST SFU-ADDRESS < secret')
}
const user = `${Math.floor(Date.now() / 1000) + 600}:targets`
const secret = (await text(process.stdin)).trim()
const password = createHmac('sha1', secret).update(user).digest('base64')

let wrong = 0
function report(what: string, codes: number[], right: (code: number) => boolean): void {
  const ok = codes.every(right)
  if (!ok) wrong += 1
  process.stdout.write(`${ok ? 'ok   ' : 'WRONG'} ${what}: ${codes.join(', ')}\n`)
}

const place = { host, port: 3478, transport: 'udp' } as const
const allocate = async (user: string, password: string, family: 4 | 6 = 4) =>
  TurnClient.allocate(await openLine(place, AbortSignal.timeout(5000)), { user, password, family })
const open = (family: 4 | 6) => allocate(user, password, family)
const refused = (code: number) => code >= 400

for (const family of [4, 6] as const) {
  const client = await open(family).catch((error: unknown) => {
    // A machine without IPv6 relays none; ask its IPv4 allocation instead.
    if (family === 6) return open(4)
    throw error
  })
  for (const target of TARGETS[family]) {
    const codes = [await client.permission(target), await client.channel(target, 80)]
    report(target, codes, refused)
  }
  if (family === 4) {
    const allowed = [await client.permission(sfu), await client.channel(sfu, 44400)]
    report(`${sfu}, the media workers`, allowed, (code) => code === 0)
  }
  await client.close()
}

const forged = await allocate(user, 'no').then(
  () => 0,
  (error: Error) => Number(/\d+$/.exec(error.message)?.[0]),
)
report('a password that is not from the secret', [forged], refused)
const past = `${Math.floor(Date.now() / 1000) - 1}:targets`
const old = createHmac('sha1', secret).update(past).digest('base64')
const late = await allocate(past, old).then(
  () => 0,
  (error: Error) => Number(/\d+$/.exec(error.message)?.[0]),
)
report('a credential that has run out', [late], refused)
process.exit(wrong === 0 ? 0 : 1)
