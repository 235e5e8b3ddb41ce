/**
 * Measures the time from requesting a meeting page until its form accepts input, in Chromium with a
 * four times slower CPU on loopback; each visit has an empty cache. Prints figures: node
 * setup/run.mjs e2e/bench/first-load.ts [visits]
 */
import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { spread } from './figures.ts'

const visits = Number(process.argv[2] ?? 10)
/** The CPU slowdown Chromium's own tools use to simulate an old office machine. */
const SLOWER = 4

/**
 * Types a letter as soon as there is a field, and repeats it until it survives the next frame: a
 * page that is not ready drops or reverts it.
 */
function typeWhenThere(): void {
  const look = () => {
    const field = document.querySelector<HTMLInputElement>('input[autocomplete="name"]')
    field?.focus()
    if (field?.value === '') document.execCommand('insertText', false, 'A')
    requestAnimationFrame(() => {
      if (field?.value === 'A') Object.assign(globalThis, { usable: performance.now() })
      else look()
    })
  }
  look()
}

async function visit(browser: Browser, link: string): Promise<number> {
  const context = await browser.newContext({ locale: 'vi-VN' })
  try {
    await context.addInitScript(typeWhenThere)
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(link)
    const usable = await page.waitForFunction(() => Reflect.get(globalThis, 'usable'))
    return Number(await usable.jsonValue())
  } finally {
    await context.close()
  }
}

const server = await TestServer.start()
const host = new Visitor(server)
await host.setUp()
const { meeting } = await host.createMeeting()
const link = `${server.url}/m/${meeting.id}`
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  // Like a first visit: devices exist, but no permission has been granted.
  args: ['--no-sandbox', '--use-fake-device-for-media-stream'],
})
try {
  // The first visit warms up server and browser.
  await visit(browser, link)
  const took: number[] = []
  for (let i = 0; i < visits; i += 1) took.push(await visit(browser, link))
  const load = loadavg()[0]?.toFixed(1)
  console.log(`join form usable at ${SLOWER}x slowdown: ${spread(took)}; system load ${load}`)
} finally {
  await browser.close()
  await server.stop()
}
