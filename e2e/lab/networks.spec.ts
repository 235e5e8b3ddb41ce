// Networks that are hard to meet from, on this machine: network namespaces with a firewall, a proxy or
// one family of addresses, and the services of docker-compose.yml with their own settings. Needs Linux,
// root and the packages of setup/lib/services.mjs:
//
//   npm run test:browser -- lab/networks
import { test } from '@playwright/test'
import { expect } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { Lab, NAME, cannotRun } from './lab.ts'
import { mappedAddresses, ways } from '../support/way.ts'

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

test('behind an HTTP proxy, media goes through TURN over TLS and CONNECT', async () => {
  const [proxy, office] = [lab.machine('p', 4), lab.isolated('o')]
  // The office has no other way out, and the proxy does not forward packets.
  office.join(proxy, ['10.88.0.2/24'], ['10.88.0.1/24'])
  await lab.startSquid(proxy)
  const near = await lab.browser(lab.machine('a', 5))
  const far = await lab.browser(office, ['--proxy-server=http://10.88.0.1:3128'])
  const pair = await lab.meet(near, far)
  await seeAndHear(pair)
  expect(await ways(pair.guest)).toEqual(['relay/tls/4'])
  expect(await mappedAddresses(pair.guest)).toEqual([proxy.address])
})

test('somebody with IPv6 alone and somebody with IPv4 alone meet', async () => {
  const near = await lab.browser(lab.machine('d', 8))
  const far = await lab.browser(lab.machine('e', 9, ['v6']))
  const pair = await lab.meet(near, far)
  await seeAndHear(pair)
  expect(await ways(pair.host)).toEqual(['host/udp/4'])
  expect(await ways(pair.guest)).toEqual(['host/udp/6'])
})

test('pages are there over IPv6 too', () => {
  const options = [
    '--silent',
    '--cacert',
    lab.authority,
    '--write-out',
    '%{http_code} %{remote_ip}',
  ]
  const asked = lab
    .machine('v', 10, ['v6'])
    .run('curl', ...options, '--output', '/dev/null', `https://${NAME}/`)
  expect(asked).toMatch(/^200 fd87:/)
})

test('port 80 sends to 443', async () => {
  const answer = await fetch(`http://${NAME}/m/x?y`, { redirect: 'manual' })
  expect(answer.status).toBe(308)
  expect(answer.headers.get('location')).toBe(`https://${NAME}/m/x?y`)
})

test('where not even TURN over TLS gets through, the page says so by name', async () => {
  // As a firewall that looks inside TLS: the pages pass, TURN does not.
  lab.installation.end('turn')
  const closed = lab.machine('x', 6)
  closed.allowOnlyTcp(443)
  const near = await lab.browser(lab.machine('b', 7))
  const { guest } = await lab.meet(near, await lab.browser(closed))
  const said = /UDP và TCP đều bị chặn, kể cả TURN qua TLS \(meet\.lab\.test:443\)/
  await expect(guest.page.getByText(said)).toBeVisible()
  await (await guest.tool('Hiển thị')).click()
  await guest.page.getByRole('menuitem', { name: 'Chất lượng đường truyền' }).click()
  await expect(guest.page.getByRole('dialog').getByText(said)).toBeVisible()
})
