import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { Office, test as base, expect } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

/** A server whose operator has named an archive. */
const test = base.extend<{ recorded: Office }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads dependencies off the pattern.
  recorded: async ({ browser }, use) => {
    const archive = await identityToRecipient(await generateX25519Identity())
    const server = await TestServer.start({ ANHOP_RECORDING_ARCHIVE_KEY: archive })
    const host = new Visitor(server)
    await host.setUp()
    const office = new Office(server, host, browser)
    await use(office)
    await office.goHome()
    await server.stop()
  },
})

const mark = ({ page }: Person) => page.locator('.rec-mark')
const question = ({ page }: Person) =>
  page.getByRole('alertdialog', { name: 'Bạn có đồng ý để cuộc họp này được ghi lại?' })

/** Answers the secret key, which is shown once. */
async function makesKey(office: Office, host: Person): Promise<string> {
  await host.page.goto(`${office.server.url}/recordings`)
  await host.button('Tạo khóa').click()
  const secret = host.page.getByLabel('Khóa bí mật', { exact: true }).first()
  await expect(secret).toHaveText(/^AGE-SECRET-KEY-1/)
  const key = (await secret.textContent()) ?? ''
  await host.screenshot('recording-key')
  await host.button('Tôi đã cất khóa bí mật').click()
  await expect(host.page.getByText('Khóa công khai của bạn')).toBeVisible()
  return key
}

const agrees = async (person: Person) => {
  await expect(question(person)).toBeVisible()
  await person.button('Tôi đồng ý').click()
  await expect(question(person)).toBeHidden()
}

/** The pieces that lie on the server. */
function pieces(server: TestServer): number {
  const folder = join(server.data, 'recordings')
  try {
    return readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.age'))
      .length
  } catch {
    return 0
  }
}

/** What ffprobe counts in a file. */
function probed(file: string) {
  const what = 'stream=codec_name,width,height,nb_read_frames:format=duration'
  const options = ['-v', 'error', '-count_frames', '-of', 'json', '-show_entries', what]
  const out = execFileSync('ffprobe', [...options, file])
  return JSON.parse(out.toString()) as {
    streams: { codec_name: string; width?: number; height?: number; nb_read_frames: string }[]
    format: { duration: string }
  }
}

/** Mean loudness in dB, and how different the pictures are from each other. */
function measured(file: string): { loudness: number; scenes: number } {
  const filters = ['-af', 'volumedetect', '-vf', 'freezedetect=n=-50dB:d=3']
  const { stderr } = spawnSync('ffmpeg', ['-i', file, ...filters, '-f', 'null', '-'])
  const said = stderr.toString()
  return {
    loudness: Number(/mean_volume: (-?[\d.]+) dB/.exec(said)?.[1] ?? '-91'),
    scenes: (said.match(/freeze_start/g) ?? []).length,
  }
}

test('[REC] three people are asked, recorded, and one of them plays it back', async ({
  recorded: office,
}) => {
  const host = await office.hostPerson()
  const secret = await makesKey(office, host)
  const meeting = await office.meeting()
  await host.enterAsHost(meeting.link)
  const binh = await office.admitted(host, meeting, 'Lê Bình')
  await host.sees('Lê Bình')

  await host.openPanel('Điều hành')
  await host.button('Ghi lại cuộc họp').click()
  await host.screenshot('recording-ask')
  await host.button('Hỏi mọi người').click()
  await expect(question(binh)).toBeVisible()
  await binh.screenshot('recording-consent')
  await expect(host.page.getByText('Chưa trả lời: Lê Bình.')).toBeVisible()
  await expect(mark(host)).toHaveCount(0)
  await agrees(binh)
  await host.button('Bắt đầu ghi').click()
  for (const person of [host, binh]) await expect(mark(person)).toContainText('Đang ghi')
  await host.screenshot('recording-running')

  // Late, and asked before there is anything to see or to hear.
  const chi = await office.admitted(host, meeting, 'Phạm Chi')
  await expect(mark(chi)).toBeVisible()
  await expect(question(chi)).toBeVisible()
  expect(await chi.packets('video')).toBe(0)
  expect(await chi.packets('audio')).toBe(0)
  await chi.screenshot('recording-late')
  await agrees(chi)
  await chi.sees('Trần Chủ Tọa')
  await chi.hears()
  await chi.button('Bật camera').click()
  await host.sees('Phạm Chi')

  // The mark stands above the hall's display too, and above a dialog.
  await binh.button('Thiết bị').click()
  await expect(mark(binh)).toBeVisible()
  const top = await mark(binh).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    element.parentElement?.style.setProperty('pointer-events', 'auto')
    const found = document.elementFromPoint(x + width / 2, y + height / 2)
    element.parentElement?.style.removeProperty('pointer-events')
    return element.contains(found)
  })
  expect(top).toBe(true)
  await binh.page.keyboard.press('Escape')

  const server = office.server
  const before = pieces(server)
  await expect.poll(() => pieces(server)).toBeGreaterThan(before + 3)
  await binh.button('Rút lại đồng ý').click()
  await binh.page.getByRole('alertdialog').getByRole('button', { name: 'Rút lại đồng ý' }).click()
  for (const person of [host, binh, chi]) await expect(mark(person)).toHaveCount(0)
  await expect(
    host.page.getByText('Một người đã rút lại đồng ý. Đã dừng ghi.').first(),
  ).toBeVisible()

  const library = await host.context.newPage()
  await library.goto(`${server.url}/recordings`)
  const card = library.getByRole('listitem', { name: 'Giao ban tuần' })
  await card.getByRole('button', { name: 'Xem', exact: true }).click()
  await library.getByLabel('Nhập khóa bí mật').fill('AGE-SECRET-KEY-1WRONG')
  const dialog = library.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Xem', exact: true }).click()
  await expect(library.getByText('Khóa này không mở được bản ghi.')).toBeVisible()
  await library.getByLabel('Nhập khóa bí mật').fill(secret)
  await dialog.getByRole('button', { name: 'Xem', exact: true }).click()
  const video = library.locator('video')
  await expect(video).toBeVisible()
  await video.evaluate((element: HTMLVideoElement) => element.play())
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(1)
  // It has a length and an index: one may go to a place in it.
  const seconds = await video.evaluate((element: HTMLVideoElement) => element.duration)
  expect(seconds).toBeGreaterThan(6)
  expect(seconds).toBeLessThan(600)
  await library.screenshot({ path: 'e2e/results/shots/recording-player.png' })

  const saving = library.waitForEvent('download')
  await library.getByRole('link', { name: 'Tải về' }).click()
  const file = await (await saving).path()
  const { streams, format } = probed(file)
  const codecs = streams.map(({ codec_name: name }) => name)
  expect(codecs.toSorted()).toEqual(['opus', 'vp8'])
  const picture = streams.find(({ codec_name: name }) => name === 'vp8')
  expect([picture?.width, picture?.height]).toEqual([1280, 720])
  const length = Number(format.duration)
  expect(length).toBeGreaterThan(6)
  expect(Number(picture?.nb_read_frames)).toBeGreaterThan(length * 3)
  const { loudness, scenes } = measured(file)
  // The browsers' own beeps are in it, and no picture stands still.
  expect(loudness).toBeGreaterThan(-60)
  expect(scenes).toBe(0)
})
