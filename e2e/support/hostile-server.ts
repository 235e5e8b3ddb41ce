import type { Page } from '@playwright/test'
import { BATCH } from '#protocol/contract.ts'
import type { Batch } from '#protocol/messages.ts'

/** What a server says to a page, or is asked by it. */
type Said = { name: string; data: unknown }
/** Null keeps it back. */
type Change = (said: Said) => Said | null | Promise<Said | null>

const EVENT = /^(42\d*)(\["[\s\S]*)$/

/**
 * A server that was altered, as one page has it: stands between the page and the real one, and
 * changes what they say to each other. To be called before the page connects.
 */
export class HostileServer {
  /** From the server. */
  changes: Change = (said) => said
  /** To the server. */
  asks: Change = (said) => said
  readonly heard: Said[] = []
  readonly asked: Said[] = []
  #send: (frame: string) => void = () => {}
  #last: Promise<unknown> = Promise.resolve()

  static async before(page: Page): Promise<HostileServer> {
    const hostile = new HostileServer()
    await page.routeWebSocket(/\/signal/, (socket) => {
      const server = socket.connectToServer()
      hostile.#send = (frame) => socket.send(frame)
      socket.onMessage((frame) => hostile.#inTurn(() => hostile.#pass(frame, 'asks', server)))
      server.onMessage((frame) => hostile.#inTurn(() => hostile.#pass(frame, 'changes', socket)))
    })
    return hostile
  }

  /** Says something that the real server did not. */
  say(name: string, data: unknown): void {
    this.#send(`42${JSON.stringify([name, data])}`)
  }

  async #pass(
    frame: string | Buffer,
    way: 'asks' | 'changes',
    to: { send(frame: string | Buffer): void },
  ): Promise<void> {
    const [, head, body] = EVENT.exec(frame.toString()) ?? []
    if (head === undefined || body === undefined) return to.send(frame)
    const [name, data, ...rest] = JSON.parse(body) as [string, unknown, ...unknown[]]
    const all = name === BATCH ? (data as Batch) : [[name, data] as const]
    for (const [one, of] of all) {
      const said = { name: one, data: of }
      ;(way === 'asks' ? this.asked : this.heard).push(said)
      const changed = await this[way](said)
      if (changed) to.send(`${head}${JSON.stringify([changed.name, changed.data, ...rest])}`)
    }
  }

  #inTurn(work: () => Promise<void>): void {
    this.#last = this.#last.then(work, work)
  }
}
