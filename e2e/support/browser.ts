import { test as base, expect } from '@playwright/test'
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { MeetingSecret } from '#protocol/http.ts'
import type { Mode } from '#protocol/model.ts'
import { drawMeetingKeys } from './meeting-keys.ts'
import { TestServer } from './server.ts'
import { findTool } from './tools.ts'
import { Visitor } from './visitor.ts'
import type { Reached } from './visitor.ts'

export { expect }

type Peers = { peers: RTCPeerConnection[] }
type Told = { told: string[] }

/**
 * Collects the page's peer connections, so that tests can read their statistics. The product has no
 * test hook.
 */
function keepPeerConnections(): void {
  const kept: Peers = { peers: [] }
  Object.assign(globalThis, { kept })
  const Original = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Original {
    constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...args)
      kept.peers.push(this)
    }
  }
}

/** Records toast texts: on a slow machine a toast may disappear before the test looks. */
function keepToasts(): void {
  const kept: Told = { told: [] }
  Object.assign(globalThis, kept)
  const seen = new WeakSet<Element>()
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll('.toast')) {
      if (!seen.has(toast)) kept.told.push(toast.textContent ?? '')
      seen.add(toast)
    }
  }).observe(document, { childList: true, subtree: true })
}

/** The host's own links, by the ones for everybody. */
const HOST_LINKS = new Map<string, string>()

type Size = { width?: number; height?: number }
type Looks = Size & { userAgent?: string; deviceScaleFactor?: number }
/** Somebody may come in another browser than the test's. */
type Coming = Looks & { browser?: Browser }

/**
 * What a browser says it is. Headless Chromium 109 lists no brands, and its user agent has no word
 * "Chrome", by which pages know the real one; the real one's is sent instead.
 */
function identity(browser: Browser): { userAgent?: string } {
  if (!browser.version().startsWith('109.')) return {}
  return {
    userAgent:
      'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
  }
}

/** One person with a browser context of their own. */
export class Person {
  readonly page: Page
  readonly context: BrowserContext
  /** Every URL the page has requested. */
  readonly requests: string[] = []

  private constructor(context: BrowserContext, page: Page) {
    this.context = context
    this.page = page
    page.on('request', (request) => this.requests.push(request.url()))
    page.on('websocket', (socket) => this.requests.push(socket.url()))
  }

  static async open(browser: Browser, { width = 1280, height = 800, ...looks }: Looks = {}) {
    const context = await browser.newContext({
      locale: 'vi-VN',
      viewport: { width, height },
      ...identity(browser),
      ...looks,
      // Permissions granted up front; Firefox gets them through its preferences.
      ...(browser.browserType().name() === 'chromium' && { permissions: ['camera', 'microphone'] }),
    })
    await context.addInitScript(keepPeerConnections)
    await context.addInitScript(keepToasts)
    return new Person(context, await context.newPage())
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  /** Someone's tile in the grid or strip. */
  tile(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true })
  }

  /** Fills in the join form with name and password, and turns on camera and microphone. */
  async knock(link: string, name: string, password: string): Promise<void> {
    await this.page.goto(link)
    await this.type(this.page.getByRole('textbox', { name: 'Họ và tên' }), name)
    await this.type(this.page.getByLabel('Mật khẩu cuộc họp', { exact: true }), password)
    await this.#devicesOn()
    await this.button('Vào cuộc họp').click()
  }

  /**
   * Types key by key only where necessary, because each key re-renders the page. React in Firefox
   * does not notice text the driver fills in at once.
   */
  async type(field: Locator, text: string): Promise<void> {
    if (this.context.browser()?.browserType().name() !== 'firefox') return field.fill(text)
    await field.clear()
    await field.pressSequentially(text)
  }

  /** Enters as the signed-in host, without name and password, and with the meeting's secret. */
  async enterAsHost(link: string): Promise<void> {
    await this.page.goto(HOST_LINKS.get(link) ?? link)
    await this.#devicesOn()
    await this.button('Vào cuộc họp').click()
    await this.inside()
  }

  /** The browser has granted the devices up front, so the preview opens by itself. */
  async #devicesOn(): Promise<void> {
    await expect(this.button('Tắt camera')).toBeVisible()
  }

  async waits(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Đang chờ chủ trì duyệt' })).toBeVisible()
  }

  async inside(): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toBeVisible()
  }

  async admit(name: string): Promise<void> {
    const lobby = this.button(/^Phòng chờ/)
    if ((await lobby.getAttribute('aria-expanded')) !== 'true') await lobby.click()
    // The message about the knock offers the same.
    await this.button(`Cho vào: ${name}`).first().click()
  }

  /** Admits somebody who shows no proof: both read the same four words. */
  async admitByWords(name: string, guest: Person): Promise<void> {
    await this.admit(name)
    const dialog = this.page.getByRole('alertdialog', { name: `Đối chiếu bốn từ với ${name}` })
    const words = await wordsIn(dialog)
    expect(await wordsIn(guest.page.locator('main'))).toEqual(words)
    await dialog.getByRole('button', { name: 'Khớp, cho vào' }).click()
  }

  /** Expects this many toasts with these words since the page was loaded. */
  async wasTold(words: string, times = 1): Promise<void> {
    const told = () => this.page.evaluate(() => (globalThis as unknown as Told).told)
    await expect
      .poll(async () => (await told()).filter((text) => text.includes(words)).length)
      .toBe(times)
  }

  /** Expects to see this person: frames are decoded, and more of them over time. */
  async sees(name: string): Promise<void> {
    await this.picture(this.tile(name).locator('video'))
  }

  async picture(video: Locator): Promise<void> {
    await expect(video).toBeVisible()
    const first = await frames(video)
    await expect
      .poll(async () => (await frames(video)).count, { message: 'frames decoded' })
      .toBeGreaterThan(first.count + 5)
    expect((await frames(video)).width).toBeGreaterThan(0)
  }

  /** Packets of one kind received so far, over all open connections. */
  async packets(kind: 'audio' | 'video'): Promise<number> {
    return this.page.evaluate(async (wanted) => {
      const { kept } = globalThis as unknown as { kept: Peers }
      let sum = 0
      for (const peer of kept.peers) {
        if (peer.connectionState === 'closed') continue
        const stats = await peer.getStats()
        stats.forEach((entry: Record<string, unknown>) => {
          if (entry['type'] === 'inbound-rtp' && entry['kind'] === wanted) {
            sum += Number(entry['packetsReceived'] ?? 0)
          }
        })
      }
      return sum
    }, kind)
  }

  /** Video frames decoded so far, over all connections. */
  async decoded(): Promise<number> {
    return this.page.evaluate(async () => {
      const { kept } = globalThis as unknown as { kept: Peers }
      let sum = 0
      for (const peer of kept.peers) {
        const stats = await peer.getStats()
        stats.forEach((entry: Record<string, unknown>) => {
          if (entry['type'] === 'inbound-rtp') sum += Number(entry['framesDecoded'] ?? 0)
        })
      }
      return sum
    })
  }

  /** Expects this kind of media to stop: not one packet in a second. */
  async silent(kind: 'audio' | 'video'): Promise<void> {
    await expect
      .poll(async () => {
        const before = await this.packets(kind)
        await this.page.waitForTimeout(1000)
        return (await this.packets(kind)) - before
      })
      .toBe(0)
  }

  async openPanel(name: string): Promise<void> {
    const tool = await this.tool(name)
    if ((await tool.getAttribute('aria-expanded')) !== 'true') await tool.click()
    // Its code may only be on its way.
    await expect(this.page.locator('#room-panel')).toBeVisible()
  }

  /** A tool of the room, wherever it is. */
  async tool(name: string): Promise<Locator> {
    return findTool(this.page, name)
  }

  /** Performs a host action on a person in the participants panel. */
  async act(name: string, action: string): Promise<void> {
    await this.openPanel('Người tham dự')
    await this.button(`Thao tác với ${name}`).click()
    await this.page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  /** The screen shared by someone else. */
  get screen(): Locator {
    return this.page.locator('video[data-source="screen"]')
  }

  /** Packets, energy and duration of all received audio. */
  async sound(): Promise<{ packets: number; energy: number; seconds: number; tracks: number }> {
    return this.page.evaluate(async () => {
      const { kept } = globalThis as unknown as { kept: Peers }
      const sum = { packets: 0, energy: 0, seconds: 0, tracks: 0 }
      for (const peer of kept.peers) {
        if (peer.connectionState === 'closed') continue
        const stats = await peer.getStats()
        stats.forEach((entry: Record<string, unknown>) => {
          if (entry['type'] !== 'inbound-rtp' || entry['kind'] !== 'audio') return
          sum.packets += Number(entry['packetsReceived'] ?? 0)
          sum.energy += Number(entry['totalAudioEnergy'] ?? 0)
          sum.seconds += Number(entry['totalSamplesDuration'] ?? 0)
          sum.tracks += 1
        })
      }
      return sum
    })
  }

  /** Expects to hear somebody: packets arrive and carry a voice, not silence. */
  async hears(): Promise<void> {
    const first = await this.sound()
    await expect
      .poll(async () => {
        const now = await this.sound()
        return now.packets > first.packets + 10 && now.energy > first.energy
      })
      .toBe(true)
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `e2e/results/shots/${name}.png` })
  }
}

async function wordsIn(place: Locator): Promise<string[]> {
  const words = place.getByRole('list', { name: /^Bốn từ/ }).getByRole('listitem')
  await expect(words).toHaveCount(4)
  return words.allTextContents()
}

/** Decoder statistics of this element's track (W3C webrtc-stats, inbound-rtp). */
async function frames(video: Locator): Promise<{ count: number; width: number }> {
  return video.evaluate(async (element) => {
    const { kept } = globalThis as unknown as { kept: Peers }
    const media = element as HTMLVideoElement
    const [track] = (media.srcObject as MediaStream | null)?.getVideoTracks() ?? []
    const found = { count: 0, width: 0 }
    for (const peer of kept.peers) {
      if (peer.connectionState === 'closed') continue
      const stats = await peer.getStats()
      stats.forEach((entry: Record<string, unknown>) => {
        if (entry['type'] !== 'inbound-rtp' || entry['trackIdentifier'] !== track?.id) return
        found.count = Number(entry['framesDecoded'] ?? 0)
        found.width = media.videoWidth
      })
    }
    return found
  })
}

/** A server with its first operator as host, and helpers to set up meetings. */
export class Office<S extends Reached = TestServer> {
  readonly server: S
  readonly host: Visitor
  readonly #browser: Browser
  readonly #people: Person[] = []

  constructor(server: S, host: Visitor, browser: Browser) {
    this.server = server
    this.host = host
    this.#browser = browser
  }

  async meeting(mode: Mode = 'discussion'): Promise<MeetingSecret & { link: string }> {
    const keys = await drawMeetingKeys()
    const secret = await this.host.createMeeting('Giao ban tuần', mode, keys.founder)
    const address = `${this.server.url}/m/${secret.meeting.id}`
    const link = `${address}#${keys.forGuests}`
    HOST_LINKS.set(link, `${address}#${keys.forHost}`)
    return { ...secret, link }
  }

  async person({ browser = this.#browser, ...size }: Coming = {}): Promise<Person> {
    const person = await Person.open(browser, size)
    this.#people.push(person)
    return person
  }

  /** A host in the meeting, and a guest who has not knocked yet. */
  async doorway(mode: Mode = 'discussion') {
    const meeting = await this.meeting(mode)
    const host = await this.hostPerson()
    await host.enterAsHost(meeting.link)
    return { meeting, host, guest: await this.person() }
  }

  /** A host and one guest, both admitted. */
  async pair(mode: Mode = 'discussion') {
    const { meeting, host, guest } = await this.doorway(mode)
    await this.letIn(host, guest, meeting, 'Lê Bình')
    return { meeting, host, guest }
  }

  async admitted(host: Person, meeting: { link: string; password: string }, name: string) {
    const guest = await this.person()
    await this.letIn(host, guest, meeting, name)
    return guest
  }

  /** The guest knocks, waits and is admitted. */
  async letIn(
    host: Person,
    guest: Person,
    meeting: { link: string; password: string },
    name: string,
  ): Promise<void> {
    await guest.knock(meeting.link, name, meeting.password)
    await guest.waits()
    // Who comes by the bare address has nothing to show.
    if (meeting.link.includes('#')) await host.admit(name)
    else await host.admitByWords(name, guest)
    await guest.inside()
  }

  /** A browser in which the host is signed in. */
  async hostPerson(coming: Coming = {}): Promise<Person> {
    const person = await this.person(coming)
    await person.context.addCookies(
      [...this.host.cookies].map(([name, value]) => ({
        name,
        value,
        url: this.server.url,
        httpOnly: true,
        sameSite: 'Strict' as const,
      })),
    )
    return person
  }

  async goHome(): Promise<void> {
    for (const person of this.#people.splice(0)) await person.context.close()
  }
}

/** `office`: one server per test file; all browsers are closed after each test. */
export const test = base.extend<{ office: Office }, { server: TestServer; operator: Visitor }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads fixture dependencies from the pattern.
    async ({}, use) => {
      const server = await TestServer.start()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  operator: [
    async ({ server }, use) => {
      const host = new Visitor(server)
      await host.setUp()
      await use(host)
    },
    { scope: 'worker' },
  ],
  office: async ({ server, operator, browser }, use) => {
    await operator.stayProved()
    const office = new Office(server, operator, browser)
    await use(office)
    await office.goHome()
  },
})
