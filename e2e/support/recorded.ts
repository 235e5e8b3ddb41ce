import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { Office, test as base, expect } from './browser.ts'
import type { Person } from './browser.ts'
import { Edge } from './edge.ts'
import { TestServer } from './server.ts'
import { Visitor } from './visitor.ts'
import type { Reached } from './visitor.ts'

export { expect }

export type Recorded = {
  office: Office<Reached>
  server: TestServer
  /** Between the browsers and the server; media does not pass through it. */
  edge: Edge
}

/** A server whose operator has configured an archive key, behind an edge that can be stopped. */
export const test = base.extend<{ recorded: Recorded }>({
  recorded: async ({ browser }, use) => {
    const archive = await identityToRecipient(await generateX25519Identity())
    const edge = await Edge.start()
    const server = await TestServer.start({
      ANHOP_RECORDING_ARCHIVE_KEY: archive,
      ANHOP_PUBLIC_URL: edge.url,
    })
    edge.target = Number(new URL(server.url).port)
    const reached = { url: edge.url, setupToken: () => server.setupToken() }
    const host = new Visitor(reached)
    await host.setUp()
    const office = new Office(reached, host, browser)
    await use({ office, server, edge })
    await office.goHome()
    await server.stop()
    await edge.stop()
  },
})

export const mark = ({ page }: Pick<Person, 'page'>): Locator => page.locator('.rec-mark')
export const question = ({ page }: Person): Locator =>
  page.getByRole('alertdialog', { name: 'Bạn có đồng ý để cuộc họp này được ghi lại?' })

/** Creates a recording key; returns the secret, which is shown only once. */
export async function makesKey(url: string, { page }: Person): Promise<string> {
  await page.goto(`${url}/recordings`)
  const by = (name: string) => page.getByRole('button', { name, exact: true })
  await by('Tạo khóa').click()
  const secret = page.getByLabel('Khóa bí mật', { exact: true }).first()
  await expect(secret).toHaveText(/^AGE-SECRET-KEY-1/)
  const key = (await secret.textContent()) ?? ''
  await page.screenshot({ path: 'e2e/results/shots/recording-key.png' })
  await by('Tôi đã cất khóa bí mật').click()
  await expect(page.getByText('Khóa công khai của bạn')).toBeVisible()
  return key
}

export async function agrees(person: Person): Promise<void> {
  await expect(question(person)).toBeVisible()
  await person.button('Tôi đồng ý').click()
  await expect(question(person)).toBeHidden()
}

/** The host asks for a recording, everyone consents, and it starts. */
export async function records(host: Person, others: Person[]): Promise<void> {
  await host.openPanel('Điều hành')
  await host.button('Ghi lại cuộc họp').click()
  await host.button('Hỏi mọi người').click()
  for (const person of others) await agrees(person)
  await host.button('Bắt đầu ghi').click()
  for (const person of [host, ...others]) await expect(mark(person)).toContainText('Đang ghi')
}

/** Stops the recording; resolves once everything recorded is on the server. */
export async function stops(host: Person): Promise<void> {
  await host.button('Dừng ghi').click()
  // Only from then on does the page say what it still has to send.
  await expect(mark(host)).toHaveCount(0)
  await expect(host.page.getByText(/^Đang gửi nốt bản ghi/)).toHaveCount(0)
}

/** A host with a key, two guests, and a running recording of them. */
export async function recording({ office }: Recorded) {
  const host = await office.hostPerson()
  const secret = await makesKey(office.server.url, host)
  const meeting = await office.meeting()
  await host.enterAsHost(meeting.link)
  const binh = await office.admitted(host, meeting, 'Lê Bình')
  const chi = await office.admitted(host, meeting, 'Phạm Chi')
  await host.sees('Lê Bình')
  await host.sees('Phạm Chi')
  await records(host, [binh, chi])
  return { host, binh, chi, secret, meeting }
}

/** Number of pieces stored on the server. */
export function pieces({ data }: TestServer): number {
  try {
    const names = readdirSync(join(data, 'recordings'), { recursive: true })
    return names.filter((name) => String(name).endsWith('.age')).length
  } catch {
    return 0
  }
}

export async function morePieces(server: TestServer, more: number): Promise<void> {
  const before = pieces(server)
  await expect.poll(() => pieces(server)).toBeGreaterThanOrEqual(before + more)
}

/** Opens a recording in the library with this key, and plays it. */
export async function plays(page: Page, url: string, secret: string): Promise<Locator> {
  await page.goto(`${url}/recordings`)
  const card = page.getByRole('listitem', { name: 'Giao ban tuần' })
  await card.getByRole('button', { name: 'Xem', exact: true }).click()
  const dialog = page.getByRole('alertdialog')
  // Typed: in Firefox the page does not notice text the driver fills into a password field.
  await dialog.getByLabel('Nhập khóa bí mật').pressSequentially(secret)
  await dialog.getByRole('button', { name: 'Xem', exact: true }).click()
  const video = page.locator('video')
  await expect(video).toBeVisible()
  await video.evaluate((element: HTMLVideoElement) => element.play())
  await expect
    .poll(() =>
      video.evaluate(
        (element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames,
      ),
    )
    .toBeGreaterThan(5)
  return video
}

/** Downloads what the player has; returns its path. */
export async function saved(page: Page): Promise<string> {
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải về' }).click()
  return (await saving).path()
}

type Probed = {
  streams: { codec_name: string; width?: number; height?: number; nb_read_frames: string }[]
  format: { duration: string }
}

/** Streams and duration according to ffprobe. */
export function probed(file: string): Probed {
  const what = 'stream=codec_name,width,height,nb_read_frames:format=duration'
  const options = ['-v', 'error', '-count_frames', '-of', 'json', '-show_entries', what]
  return JSON.parse(execFileSync('ffprobe', [...options, file]).toString()) as Probed
}

export type Spacing = { first: number; last: number; widest: number; backwards: number }

/** First and last packet time of one stream, and the widest gap between two, in seconds. */
export function spacing(file: string, stream: 'v' | 'a'): Spacing {
  const options = ['-v', 'error', '-select_streams', `${stream}:0`, '-of', 'csv=p=0']
  const out = execFileSync('ffprobe', [...options, '-show_entries', 'packet=pts_time', file])
  const times = out
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map(Number.parseFloat)
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0))
  return {
    first: times[0] ?? 0,
    last: times.at(-1) ?? 0,
    widest: Math.max(...steps),
    backwards: steps.filter((step) => step < 0).length,
  }
}

/** Mean loudness in dB, and the number of video freezes and audio silences. */
export function measured(file: string) {
  const filters = [
    '-af',
    'volumedetect,silencedetect=n=-70dB:d=3',
    '-vf',
    // A busy machine may take seconds per frame; a real freeze lasts to the end.
    'freezedetect=n=-50dB:d=8',
  ]
  const { stderr } = spawnSync('ffmpeg', ['-i', file, ...filters, '-f', 'null', '-'])
  const said = stderr.toString()
  return {
    loudness: Number(/mean_volume: (-?[\d.]+) dB/.exec(said)?.[1] ?? '-91'),
    frozen: (said.match(/freeze_start/g) ?? []).length,
    silent: (said.match(/silence_start/g) ?? []).length,
  }
}
