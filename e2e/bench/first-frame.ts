/**
 * Measures the time from the host's click on "admit" to the first decoded frame of the host at the
 * guest, and of the guest at the host, in real Chromium on loopback. Prints figures: node
 * setup/run.mjs e2e/bench/first-frame.ts [joins]
 */
import type { Person } from '../support/browser.ts'
import { spread } from './figures.ts'
import { openOffice } from './office.ts'

const joins = Number(process.argv[2] ?? 20)
const READING_MS = 2000

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

const { office, close } = await openOffice(30)
const meeting = await office.meeting()
const host = await office.hostPerson()
await host.context.addInitScript(watchFirstFrame)
await host.enterAsHost(meeting.link)
await host.openPanel('Phòng chờ')

const seen: number[] = []
const shown: number[] = []
for (let i = 0; i < joins; i++) {
  const guest = await office.person()
  await guest.context.addInitScript(watchFirstFrame)
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  const admit = host.button('Cho vào: Lê Bình')
  await admit.waitFor()
  await host.page.evaluate(() => Reflect.deleteProperty(globalThis, 'firstFrame'))
  // Hosts read the name before admitting someone. Meanwhile the guest's page fetches and warms up
  // what the call needs.
  await guest.page.waitForTimeout(READING_MS)
  const clicked = await admit.evaluate((button) => {
    const at = Date.now()
    ;(button as HTMLButtonElement).click()
    return at
  })
  seen.push((await firstFrame(guest)) - clicked)
  shown.push((await firstFrame(host)) - clicked)
  await guest.button('Rời họp').click()
  await guest.context.close()
  await host.tile('Lê Bình').waitFor({ state: 'detached' })
}
console.log(`admission to the host's first frame at the guest: ${spread(seen)}`)
console.log(`admission to the guest's first frame at the host: ${spread(shown)}`)
await close()
