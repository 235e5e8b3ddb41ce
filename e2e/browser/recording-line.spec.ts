import {
  expect,
  mark,
  measured,
  morePieces,
  pieces,
  plays,
  probed,
  recording,
  saved,
  spacing,
  test,
} from '../support/recorded.ts'
import type { Recorded } from '../support/recorded.ts'

/**
 * Largest gaps in seconds between audio packets (60 ms at most, as encoded) and between video
 * frames, of which a busy machine draws few; well below the outage, whose length a gap would have.
 */
const WIDEST = { sound: 0.5, picture: 5 }
/** [ADM6] Two minutes, plus room for a busy machine. */
const BREAK_FORGIVEN = 160_000
const GONE = 'Người ghi đã rời họp hoặc không còn là chủ trì. Đã dừng ghi.'

type Taped = Awaited<ReturnType<typeof recording>>

/** Seconds elapsed, by the same clock as the recorder. */
const since = (then: number) => (Date.now() - then) / 1000

test('[REC5] after an outage, everything said meanwhile is in the recording', async ({
  recorded,
}) => {
  test.slow()
  const { office, server, edge } = recorded
  const { host, secret } = await recording(recorded)
  const begun = Date.now()
  const taken: number[] = []
  // A busy server may refuse a piece, which is then sent again.
  host.page.on('response', (response) => {
    const seq = /\/recordings\/[^/]+\/(\d+)$/.exec(response.url())?.[1]
    if (seq !== undefined && response.ok()) taken.push(Number(seq))
  })
  await morePieces(server, 2)

  await edge.stop()
  const lost = host.page.getByText('Mất kết nối. Đang kết nối lại…')
  await expect(lost).toBeVisible()
  const before = pieces(server)
  const cut = Date.now()
  const waiting = host.page.getByText(/^Đường truyền chậm: còn \d+ đoạn chưa gửi\.$/)
  await expect(waiting).toBeVisible()
  await host.screenshot('recording-behind')
  expect(pieces(server)).toBe(before)
  const away = since(cut)
  await edge.startAgain()
  await expect(lost).toHaveCount(0)
  await expect(waiting).toHaveCount(0)
  await morePieces(server, 2)
  await expect(mark(host)).toBeVisible()

  // What comes after the click need not be in it, however long the mark takes to go.
  const length = since(begun)
  await host.button('Dừng ghi').click()
  await expect(mark(host)).toHaveCount(0)
  await expect(host.page.getByText(/^Đang gửi nốt bản ghi/)).toHaveCount(0)
  // Each exactly once, and in order.
  expect(taken).toEqual(taken.map((_, n) => (taken[0] ?? 0) + n))

  const library = await host.context.newPage()
  await plays(library, office.server.url, secret)
  const file = await saved(library)
  const [sound, picture] = [spacing(file, 'a'), spacing(file, 'v')]
  console.info(`away for ${away.toFixed(1)} s`, { length, sound, picture })
  test.info().annotations.push({ type: 'spacing', description: JSON.stringify({ away, sound, picture }) }) // prettier-ignore
  expect(away).toBeGreaterThan(8)
  expect(Number(probed(file).format.duration)).toBeGreaterThan(length - 2)
  expect([sound.backwards, picture.backwards]).toEqual([0, 0])
  expect(sound.last).toBeGreaterThan(length - 2)
  expect(picture.last).toBeGreaterThan(length - WIDEST.picture)
  expect(sound.widest).toBeLessThan(WIDEST.sound)
  expect(picture.widest).toBeLessThan(WIDEST.picture)
  // The host's own voice and face continued throughout.
  expect(measured(file)).toMatchObject({ frozen: 0, silent: 0 })
})

test('[REC5] when the host leaves, the last words are in the recording', async ({ recorded }) => {
  const { office } = recorded
  const { host, binh, chi, secret } = await recording(recorded)
  const begun = Date.now()
  await morePieces(recorded.server, 2)
  // The last piece is delayed, to see what the UI shows meanwhile.
  const held = Promise.withResolvers<void>()
  await host.page.route(/\/recordings\/[^/]+\/\d+$/, async (route) => {
    await held.promise
    await route.continue()
  })
  await host.button('Rời họp').click()
  const length = since(begun)
  await host.button('Chỉ mình tôi rời họp').click()
  await expect(host.page.getByRole('alertdialog').getByText(/^Đang gửi nốt bản ghi/)).toBeVisible()
  for (const person of [binh, chi]) await expect(mark(person)).toHaveCount(0)
  await host.screenshot('recording-finishing')
  held.resolve()
  await expect(host.page.getByRole('heading', { name: 'Bạn đã rời cuộc họp' })).toBeVisible()
  await binh.wasTold('Đã dừng ghi.')

  await plays(host.page, office.server.url, secret)
  const file = await saved(host.page)
  expect(spacing(file, 'a').last).toBeGreaterThan(length)
  expect(Number(probed(file).format.duration)).toBeGreaterThan(length)
})

/** What the server has is a video up to the last piece, and opens in a new page. */
async function playable({ office, server }: Recorded, { host, secret }: Taped) {
  const kept = pieces(server)
  const library = await host.context.newPage()
  await plays(library, office.server.url, secret)
  const file = await saved(library)
  const { streams, format } = probed(file)
  expect(streams.map(({ codec_name: name }) => name).toSorted()).toEqual(['opus', 'vp8'])
  expect(Number(format.duration)).toBeGreaterThan((kept - 1) * 2)
  expect(measured(file).loudness).toBeGreaterThan(-60)
}

test('[REC4] reloading the recording page stops the recording, and everyone is told once', async ({
  recorded,
}) => {
  const taped = await recording(recorded)
  const { host, binh, chi } = taped
  await morePieces(recorded.server, 3)
  await host.page.reload()
  await expect(host.page.getByText(/^Trang đang ghi đã đóng hoặc được tải lại/)).toBeVisible()
  await host.screenshot('recording-orphaned')
  for (const person of [host, binh, chi]) await expect(mark(person)).toHaveCount(0)
  for (const person of [binh, chi]) await person.wasTold('Đã dừng ghi.')
  await playable(recorded, taped)
})

test('[REC4] closing the recording page stops the recording, even if its host returns', async ({
  recorded,
}) => {
  const taped = await recording(recorded)
  const { host, binh, chi, meeting } = taped
  await morePieces(recorded.server, 3)
  await host.page.close()
  const page = await host.context.newPage()
  await page.goto(meeting.link)
  await page.getByRole('button', { name: 'Vào cuộc họp' }).click()
  await expect(page.getByText('Máy chủ không ghi lại cuộc họp này')).toBeVisible()
  for (const person of [binh, chi, { page }]) await expect(mark(person)).toHaveCount(0)
  for (const person of [binh, chi]) await person.wasTold(GONE)
  await playable(recorded, taped)
})

test('[REC4] closing the recording page for good stops the recording once the grace period ends', async ({
  recorded,
}) => {
  test.slow()
  const taped = await recording(recorded)
  const { host, binh, chi } = taped
  await morePieces(recorded.server, 3)
  await host.page.close()
  for (const person of [binh, chi]) {
    await expect(mark(person)).toHaveCount(0, { timeout: BREAK_FORGIVEN })
    await person.wasTold(GONE)
  }
  await playable(recorded, taped)
})
