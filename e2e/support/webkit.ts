import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

const DRIVER_PORT = 4444 + (process.pid % 1000)

/**
 * WebKitGTK, driven by WebDriver (W3C) on a display of its own. Its screenshots sometimes hang, so
 * that tests look at the document alone. It has no WebRTC.
 */
export class WebKit {
  readonly #processes: ChildProcess[]
  #session = ''

  private constructor(processes: ChildProcess[]) {
    this.#processes = processes
  }

  static async open(): Promise<WebKit> {
    const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [display] = (await once(createInterface({ input: screen.stdout }), 'line')) as [string]
    const driver = spawn('dbus-run-session', ['--', 'WebKitWebDriver', `--port=${DRIVER_PORT}`], {
      // Its session bus and its browser end with it.
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: `:${display}`, LANG: 'vi_VN.UTF-8', LANGUAGE: 'vi' },
    })
    const webkit = new WebKit([screen, driver])
    try {
      await webkit.#begin()
      return webkit
    } catch (error) {
      await webkit.close()
      throw error
    }
  }

  async #begin(): Promise<void> {
    const browser = { 'webkitgtk:browserOptions': { args: ['--automation'] } }
    const body = { capabilities: { alwaysMatch: browser } }
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { sessionId } = (await ask('POST', '/session', body)) as { sessionId: string }
        this.#session = `/session/${sessionId}`
        return
      } catch (error) {
        // The driver is still starting.
        if (attempt === 100) throw error
        await pause(200)
      }
    }
  }

  async go(url: string): Promise<void> {
    await ask('POST', `${this.#session}/url`, { url })
  }

  /** The value of an expression in the page. */
  async look(expression: string): Promise<unknown> {
    return ask('POST', `${this.#session}/execute/sync`, {
      script: `return ${expression}`,
      args: [],
    })
  }

  async close(): Promise<void> {
    if (this.#session !== '') await ask('DELETE', this.#session).catch(() => undefined)
    const [screen, driver] = this.#processes
    if (driver?.pid !== undefined) process.kill(-driver.pid, 'SIGTERM')
    screen?.kill()
  }
}

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${DRIVER_PORT}${path}`, {
    method,
    signal: AbortSignal.timeout(60_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
  return value
}
