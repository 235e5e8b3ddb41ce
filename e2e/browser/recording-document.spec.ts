import type { Locator } from '@playwright/test'
import type { Person } from '../support/browser.ts'
import { expect, morePieces, plays, recording, stops, test } from '../support/recorded.ts'
import { PDF, put, scribble } from '../support/documents.ts'

type Parts = Record<'white' | 'blue' | 'red', number>

/** Fractions of the picture: paper, the blue area at the foot of each page, the red pen. */
const parts = (video: Locator): Promise<Parts> =>
  video.evaluate((element) => {
    const media = element as HTMLVideoElement
    const [width, height] = [media.videoWidth, media.videoHeight]
    const context = new OffscreenCanvas(width, height).getContext('2d')
    context?.drawImage(media, 0, 0, width, height)
    const data = context?.getImageData(0, 0, width, height).data ?? []
    const found = { white: 0, blue: 0, red: 0 }
    for (let i = 0; i + 3 < data.length; i += 4) {
      const [r = 0, g = 0, b = 0] = [data[i], data[i + 1], data[i + 2]]
      if (Math.min(r, g, b) > 220) found.white += 1
      else if (b - r > 80) found.blue += 1
      else if (r - Math.max(g, b) > 50) found.red += 1
    }
    const all = width * height
    return { white: found.white / all, blue: found.blue / all, red: found.red / all }
  })

const NONE: Parts = { white: 0, blue: 0, red: 0 }

const goesTo = (video: Locator, second: number) =>
  video.evaluate(async (element, at) => {
    const media = element as HTMLVideoElement
    media.pause()
    const there = new Promise((done) => media.addEventListener('seeked', done, { once: true }))
    media.currentTime = at
    await there
  }, second)

/**
 * Presses a button in a page that gets no animation frames, like a background tab. The driver keeps
 * every page visible and itself waits for frames, so the page is told that it is hidden, and the
 * button is pressed from inside.
 */
async function pressOutOfSight({ page }: Person, name: string, meanwhile: () => Promise<void>) {
  await page.evaluate((label) => {
    const { requestAnimationFrame } = globalThis
    globalThis.requestAnimationFrame = () => 0
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    const inSight = () => {
      globalThis.requestAnimationFrame = requestAnimationFrame
      Reflect.deleteProperty(document, 'hidden')
    }
    Object.assign(globalThis, { inSight })
    document.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)?.click()
  }, name)
  await meanwhile()
  await page.evaluate(() => (globalThis as unknown as { inSight(): void }).inSight())
}

test('[REC5] a document and its drawings are recorded, even from a hidden tab', async ({
  recorded,
}) => {
  test.slow()
  const { office, server } = recorded
  const { host, binh, secret } = await recording(recorded)
  await morePieces(server, 2)
  await put(host, PDF)
  await host.button('Trang sau').click()
  await expect(binh.page.locator('canvas.sheet-picture[data-page="2"]')).toBeVisible()
  await host.button('Bút vẽ').click()
  await scribble(host, { x: 0.2, y: 0.2 })
  await expect(binh.page.locator('.ink-stroke')).toHaveCount(1)
  await morePieces(server, 3)
  await pressOutOfSight(host, 'Trang sau', () => morePieces(server, 3))
  await host.page.keyboard.press('Escape')
  await host.openPanel('Điều hành')
  await stops(host)

  const library = await host.context.newPage()
  const video = await plays(library, office.server.url, secret)
  const found: Parts[] = []
  const seconds = await video.evaluate((element: HTMLVideoElement) => element.duration)
  for (let second = 0.5; second < seconds; second += 1) {
    await goesTo(video, second)
    found.push(await parts(video))
  }
  await library.screenshot({ path: 'e2e/results/shots/recording-document.png' })
  const red = Math.max(...found.map((one) => one.red))
  const [first, last] = [found[0] ?? NONE, found.at(-1) ?? NONE]
  expect(first.white).toBeLessThan(0.02)
  expect(last.white).toBeGreaterThan(0.1)
  expect(last.blue).toBeGreaterThan(first.blue + 0.005)
  expect(red).toBeGreaterThan(first.red + 0.002)
  // The page turned to while hidden has no drawings.
  expect(last.red).toBeLessThan(red - 0.0015)
})
