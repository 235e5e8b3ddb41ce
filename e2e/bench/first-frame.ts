/**
 * Measures the time from the host's click on "admit" to the first decoded frame of the host at the
 * guest, and of the guest at the host, in real Chromium on loopback, and where it goes. Others may
 * be inside: they have real keys but no media, and follow no commits (key-guests.ts). Prints figures:
 * node setup/run.mjs e2e/bench/first-frame.ts [joins] [others]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Person } from '../support/browser.ts'
import { spread } from './figures.ts'
import type { Order } from './key-guests.ts'
import { openOffice } from './office.ts'

const [joins = 20, others = 0] = process.argv.slice(2).map(Number)
const READING_MS = 2000
/** Among more people the newest one is on a later page of the host's gallery. */
const ONE_PAGE = 20

/** Records when the first frame of each other person's camera is shown, the newest person last. */
function watchFirstFrame(): void {
  const seen = new WeakSet<Element>()
  const look = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('.tile video')) {
      const own = video.closest('.tile')?.textContent.includes('(bạn)')
      if (own || seen.has(video)) continue
      seen.add(video)
      video.requestVideoFrameCallback(() => {
        Object.assign(globalThis, { firstFrame: Date.now() })
      })
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}

async function firstFrame({ page }: Person): Promise<number> {
  const at = await page.waitForFunction(() => Reflect.get(globalThis, 'firstFrame'))
  return Number(await at.jsonValue())
}

type Noted = { noted: Map<string, number> }

/** Notes when this page first sent or received each message since the map was cleared. */
function noteMessages(): void {
  const noted = new Map<string, number>()
  const kept: Noted = { noted }
  Object.assign(globalThis, kept)
  const note = (data: unknown) => {
    const name = typeof data === 'string' && /^42\d*\["([\w.]+)"/.exec(data)?.[1]
    if (name && !noted.has(name)) noted.set(name, Date.now())
  }
  globalThis.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args)
      this.addEventListener('message', ({ data }) => note(data))
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      note(data)
      super.send(data)
    }
  }
}
const forget = ({ page }: Person) =>
  page.evaluate(() => (globalThis as unknown as Noted).noted.clear())
const notedBy = async ({ page }: Person): Promise<Map<string, number>> =>
  new Map(await page.evaluate(() => [...(globalThis as unknown as Noted).noted]))

const { office, server, close } = await openOffice(30, {
  ANHOP_TRUSTED_PROXY: '127.0.0.1,::1',
})
const meeting = await office.meeting()
const host = await office.hostPerson()
for (const script of [watchFirstFrame, noteMessages]) await host.context.addInitScript(script)
await host.enterAsHost(meeting.link)
await host.openPanel('Phòng chờ')

async function fill(): Promise<() => void> {
  const order: Order = {
    url: server.url,
    meeting: meeting.meeting.id,
    password: meeting.password,
    fragment: meeting.link.replace(/^[^#]*#/, ''),
  }
  const guests = fork(join(import.meta.dirname, 'key-guests.ts'), [JSON.stringify(order)])
  await once(guests, 'message')
  const came: unknown[] = []
  const all = new Promise<void>((resolve) => {
    guests.on('message', (one) => came.push(one) === others && resolve())
  })
  guests.send({ from: 0, count: others, every: others > ONE_PAGE ? 1000 : 300 })
  for (let n = 0; n < others; n += 1) await host.button(`Cho vào: Người ${n}`).first().click()
  await all
  return () => guests.kill()
}
const empty = others > 0 ? await fill() : () => {}

const took = new Map<string, number[]>()
const note = (what: string, ms: number) => took.set(what, [...(took.get(what) ?? []), ms])
for (let i = 0; i < joins; i++) {
  const guest = await office.person()
  for (const script of [watchFirstFrame, noteMessages]) await guest.context.addInitScript(script)
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  const admit = host.button('Cho vào: Lê Bình').first()
  await admit.waitFor()
  await host.page.evaluate(() => Reflect.deleteProperty(globalThis, 'firstFrame'))
  // Hosts read the name before admitting someone. Meanwhile the guest's page fetches and warms up
  // what the call needs.
  await guest.page.waitForTimeout(READING_MS)
  for (const person of [host, guest]) await forget(person)
  const clicked = await admit.evaluate((button) => {
    const at = Date.now()
    ;(button as HTMLButtonElement).click()
    return at
  })
  const seen = await firstFrame(guest)
  const shown = others > ONE_PAGE ? null : await firstFrame(host)
  const [atHost, atGuest] = [await notedBy(host), await notedBy(guest)]
  const since = (heard: Map<string, number>, name: string) =>
    (heard.get(name) ?? Number.NaN) - clicked
  note('the verdict leaves with its commit', since(atHost, 'lobby.admit'))
  note('the guest hears that they are inside', since(atGuest, 'snapshot'))
  note('the Welcome is at the guest', since(atGuest, 'keyWelcome'))
  note('the guest has the keys', since(atGuest, 'keys.joined'))
  note("the host's first frame at the guest", seen - clicked)
  if (shown !== null) note("the guest's first frame at the host", shown - clicked)
  await guest.button('Rời họp').click()
  await guest.context.close()
  await host.tile('Lê Bình').waitFor({ state: 'detached' })
}
console.log(`${others + 2} people; system load ${loadavg()[0]?.toFixed(1)}; from the click until`)
for (const [what, ms] of took) console.log(`${what.padEnd(37)} ${spread(ms)}`)
empty()
await close()
