/**
 * From the request for a meeting's page until its form takes what is typed, in Chromium with its
 * processor slowed down four times, on loopback; each visit with an empty cache. Prints figures:
 * node setup/run.mjs e2e/bench/first-load.ts [visits]
 */
import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { spread } from './figures.ts'

const visits = Number(process.argv[2] ?? 10)
/** As Chromium's own measurements stand in for an old office machine. */
const SLOWER = 4

/**
 * Types one letter as soon as there is a field, and again until it is still there when the next
 * picture is drawn: a page that is not ready drops or undoes it.
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
  // As for whoever comes for the first time: devices are there and nobody has allowed them yet.
  args: ['--no-sandbox', '--use-fake-device-for-media-stream'],
})
try {
  // The first one warms the server and the browser up.
  await visit(browser, link)
  const took: number[] = []
  for (let i = 0; i < visits; i += 1) took.push(await visit(browser, link))
  const load = loadavg()[0]?.toFixed(1)
  console.log(`join form usable at ${SLOWER}x slow-down: ${spread(took)}; load ${load}`)
} finally {
  await browser.close()
  await server.stop()
}
