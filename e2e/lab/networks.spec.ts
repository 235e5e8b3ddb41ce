// Networks that are hard to meet from, on this machine: network namespaces with a firewall, a proxy or
// one family of addresses, and the services of docker-compose.yml with their own settings. Needs Linux,
// root and the packages of setup/lib/services.mjs:
//
//   npm run test:browser -- lab/networks
import { test } from '@playwright/test'
import { expect } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { Lab, NAME, cannotRun } from './lab.ts'
import { mappedAddresses, ways } from './way.ts'

const why = cannotRun()
test.skip(why !== null, why ?? '')

let lab: Lab
test.beforeAll(async () => {
  lab = await Lab.open()
})
test.afterEach(() => lab.closeBrowsers())
test.afterAll(() => lab?.close())

const HOST = 'Trần Chủ Tọa'
const GUEST = 'Lê Bình'

const codeOf = (body: unknown): string => (body as { code?: string }).code ?? 'ok'

/** Pictures and voices are decoded on both sides. */
async function seeAndHear({ host, guest }: { host: Person; guest: Person }): Promise<void> {
  await Promise.all([host.sees(GUEST), guest.sees(HOST)])
  await Promise.all([host.hears(), guest.hears()])
}

test('where only TCP port 443 is let out, media goes through TURN over TLS', async () => {
  const closed = lab.machine('c', 2)
  closed.allowOnlyTcp(443)
  const near = await lab.browser(lab.machine('h', 1))
  const pair = await lab.meet(near, await lab.browser(closed))
  await seeAndHear(pair)
  expect(await ways(pair.guest)).toEqual(['relay/tls/4'])
  expect(await ways(pair.host)).toEqual(['host/udp/4'])
  // TURN knows their address, in spite of what is in front of it.
  expect(await mappedAddresses(pair.guest)).toEqual([closed.address])
})

test('[PWD4] on the shared port, wrong passwords are counted by who connects', async () => {
  const { meeting, password } = await lab.office.createMeeting()
  const codes: string[] = []
  for (let n = 1; n <= 6; n++) {
    const forged = lab.visitor(`203.0.113.${n}, 127.0.0.1`)
    const { body } = await forged.enter(meeting.id, { name: 'Kẻ Đoán', password: 'mot-hai-ba' })
    codes.push(codeOf(body))
  }
  expect(codes.at(-1)).toMatch(/^(locked_out|rate_limited)$/)
  // Somebody else still gets in, over HTTP/2.
  const options = ['--silent', '--http2', '--cacert', lab.authority]
  const asked = [
    '--header',
    `origin: https://${NAME}`,
    '--json',
    JSON.stringify({ name: 'An', password }),
  ]
  const elsewhere = lab.machine('w', 3)
  const url = `https://${NAME}/api/meetings/${meeting.id}/enter`
  const [body = '', version] = elsewhere
    .run('curl', ...options, '--write-out', '\n%{http_version}', ...asked, url)
    .split('\n')
  expect(codeOf(JSON.parse(body))).toBe('ok')
  expect(version).toBe('2')
})

test('port 80 sends to 443', async () => {
  const answer = await fetch(`http://${NAME}/m/x?y`, { redirect: 'manual' })
  expect(answer.status).toBe(308)
  expect(answer.headers.get('location')).toBe(`https://${NAME}/m/x?y`)
})
