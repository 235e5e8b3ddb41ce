import type { Locator } from '@playwright/test'
import { expect, morePieces, plays, recording, test } from '../support/recorded.ts'
import { PDF, draw, put } from '../support/table.ts'

type Parts = Record<'white' | 'blue' | 'red', number>

/** Shares of the picture: paper, the blue field at the foot of each page, the red pen. */
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

const goesTo = (video: Locator, second: number) =>
  video.evaluate(async (element, at) => {
    const media = element as HTMLVideoElement
    media.pause()
    const there = new Promise((done) => media.addEventListener('seeked', done, { once: true }))
    media.currentTime = at < 0 ? media.duration + at : at
    await there
  }, second)

test('[REC5] a document on the table is in the recording, with what is drawn on it', async ({
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
  await draw(host, [0.2, 0.2], [0.8, 0.3])
  await expect(binh.page.locator('.ink-stroke')).toHaveCount(1)
  await morePieces(server, 3)
  await host.page.keyboard.press('Escape')
  await host.openPanel('Điều hành')
  await host.button('Dừng ghi').click()
  await expect(host.page.getByText(/^Đang gửi nốt bản ghi/)).toHaveCount(0)

  const library = await host.context.newPage()
  const video = await plays(library, office.server.url, secret)
  await goesTo(video, 0.5)
  const before = await parts(video)
  await goesTo(video, -1)
  const after = await parts(video)
  await library.screenshot({ path: 'e2e/results/shots/recording-document.png' })
  await video.screenshot({ path: 'e2e/results/shots/recording-document-frame.png' })
  console.info({ before, after })
  expect(before.white).toBeLessThan(0.02)
  expect(after.white).toBeGreaterThan(0.1)
  expect(after.blue).toBeGreaterThan(before.blue + 0.005)
  expect(after.red).toBeGreaterThan(before.red + 0.0003)
})
