import { chromium } from '@playwright/test'
import { Office } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

/** A server with its operator, and real Chromium with fake cameras at `fps` frames a second. */
export async function openOffice(fps: number, env: Record<string, string> = {}) {
  const server = await TestServer.start(env)
  const visitor = new Visitor(server)
  await visitor.setUp()
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      `--use-fake-device-for-media-stream=fps=${fps}`,
    ],
  })
  const close = async () => {
    await browser.close()
    await server.stop()
  }
  return { server, visitor, office: new Office(server, visitor, browser), close }
}
