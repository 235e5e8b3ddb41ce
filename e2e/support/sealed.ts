import { type Page, expect } from '@playwright/test'
import { Gallery } from './gallery.ts'

type Wish = Parameters<typeof window.sealed.connect>[0]
type Who = 'sender' | 'receiver'
type Counts = Record<string, number>

const near = (one = 0, other = 0) => Math.abs(one - other) < 60

/**
 * Two members of a group in one page (client/dev/frames.ts), whose frames pass through the product's
 * worker.
 */
export class Sealed {
  readonly #page: Page
  readonly #gallery: Gallery

  private constructor(page: Page, gallery: Gallery) {
    this.#page = page
    this.#gallery = gallery
  }

  /** @param old the browser has no script transforms */
  static async open(page: Page, { old = false } = {}): Promise<Sealed> {
    const gallery = await Gallery.open('frames')
    if (old) await page.addInitScript(() => Reflect.deleteProperty(window, 'RTCRtpScriptTransform'))
    await page.goto(gallery.url)
    // Sound needs a click.
    await page.getByRole('button').click()
    await page.waitForFunction(() => 'sealed' in window)
    await page.evaluate(() => window.sealed.open())
    return new Sealed(page, gallery)
  }

  close(): Promise<void> {
    return this.#gallery.close()
  }

  connect(wish: Wish): Promise<void> {
    return this.#page.evaluate((given) => window.sealed.connect(given), wish)
  }

  /** An epoch of the sender, of the receiver, or of both at once. */
  begin(number: number, who: Who[] = ['sender', 'receiver'], secret = number): Promise<void> {
    return this.#page.evaluate(
      (given) => window.sealed.begin(given.who, given.number, given.secret),
      { who, number, secret },
    )
  }

  /** The sender's worker is gone. */
  kill(): Promise<void> {
    return this.#page.evaluate(() => window.sealed.kill())
  }

  /** Waits until senders made so many pictures more, whatever becomes of them. */
  async encodes(more: number): Promise<void> {
    const encoded = () => this.#page.evaluate(() => window.sealed.encoded())
    const before = await encoded()
    await expect.poll(encoded).toBeGreaterThan(before + more)
  }

  figures() {
    return this.#page.evaluate(() => window.sealed.figures())
  }

  /** Packets of the track that got the fewest. */
  async received(): Promise<number> {
    return Math.min(...(await this.figures()).map(({ received }) => received))
  }

  /** The last counts of frames that went no further, and what else happened. */
  async events(): Promise<{ dropped: Counts; names: string[] }> {
    const events = await this.#page.evaluate(() => window.sealed.events())
    const dropped: Counts = {}
    for (const event of events) if (event.type === 'dropped') Object.assign(dropped, event.counts)
    return { dropped, names: events.map(({ type }) => type) }
  }

  /** Waits until every track decoded so many pictures more. */
  async decodes(more: number): Promise<void> {
    const before = await this.figures()
    const each = async () => {
      const now = await this.figures()
      return Math.min(...now.map(({ decoded }, n) => decoded - (before[n]?.decoded ?? 0)))
    }
    await expect.poll(each).toBeGreaterThan(more)
  }

  /** Whether each picture is the one that was sent: red on the left, blue on the right. */
  async pictures(): Promise<boolean[]> {
    const all = await this.#page.evaluate(() => window.sealed.colors())
    return all.map((colors) => [255, 0, 0, 0, 0, 255].every((value, n) => near(value, colors[n])))
  }

  tone(): Promise<number> {
    return this.#page.evaluate(() => window.sealed.tone())
  }
}
