import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

/** Marks the page, to notice a reload. */
const mark = ({ page }: Person) => page.evaluate(() => Object.assign(globalThis, { marked: true }))
const marked = ({ page }: Person) => page.evaluate(() => 'marked' in globalThis)

const speak = ({ page }: Person, language: string) =>
  page.getByRole('combobox', { name: /^(Ngôn ngữ|Language)$/ }).selectOption({ label: language })

test('switching language before the call and in the lobby loses neither input nor place', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const { page } = guest
  await page.goto(meeting.link)
  await mark(guest)
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Lê Bình')
  await page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await speak(guest, 'English')
  await expect(page.getByRole('heading', { name: 'Join the meeting' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Full name' })).toHaveValue('Lê Bình')
  await expect(page.getByLabel('Meeting password', { exact: true })).toHaveValue(meeting.password)
  await expect(guest.button('Turn camera off')).toBeVisible()
  await guest.button('Join the meeting').click()

  await expect(page.getByRole('heading', { name: 'Waiting for the host' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await speak(guest, 'Tiếng Việt')
  await guest.waits()
  await speak(guest, 'English')
  await host.openPanel('Phòng chờ')
  await expect(host.button('Cho vào: Lê Bình')).toHaveCount(1)
  await host.button('Cho vào: Lê Bình').click()
  await expect(page.getByRole('region', { name: 'Meeting controls' })).toBeVisible()
  expect(await marked(guest)).toBe(true)
})

test('only one language is fetched, and nothing more on admission', async ({ office }) => {
  const { meeting, host, guest } = await office.doorway()
  const { page } = guest
  const fetched = new Set<string>()
  page.on('request', (request) => {
    const [, texts] = /assets\/((?:vi|en)-\w+)-/.exec(request.url()) ?? []
    if (texts) fetched.add(texts)
  })
  await page.goto(meeting.link)
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Lê Bình')
  await page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await guest.button('Vào cuộc họp').click()
  await guest.waits()
  // The room's texts are fetched while waiting in the lobby.
  const ahead = ['vi-main', 'vi-class', 'vi-meeting', 'vi-people', 'vi-room']
  await expect.poll(() => ahead.filter((texts) => !fetched.has(texts))).toEqual([])
  const before = [...fetched]
  await host.openPanel('Phòng chờ')
  await host.button('Cho vào: Lê Bình').click()
  await expect(page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toBeVisible()
  expect([...fetched]).toEqual(before)
  expect(before.filter((texts) => texts.startsWith('en-'))).toEqual([])

  await speak(guest, 'English')
  await expect(page.getByRole('region', { name: 'Meeting controls' })).toBeVisible()
  const english = before.map((texts) => texts.replace('vi-', 'en-'))
  expect([...fetched].toSorted()).toEqual([...before, ...english].toSorted())
})

test('switching language during the call: audio, video and drafts continue', async ({ office }) => {
  const { host, guest } = await office.pair()
  const { page } = guest
  await guest.sees('Trần Chủ Tọa')
  await mark(guest)
  await guest.openPanel('Tin nhắn')
  await page.getByRole('textbox', { name: 'Viết tin nhắn' }).fill('Tôi đang viết dở')
  const connections = () =>
    page.evaluate(() => (globalThis as unknown as { kept: { peers: unknown[] } }).kept.peers.length)
  const before = await connections()

  await speak(guest, 'English')
  await expect(page.getByRole('region', { name: 'Meeting controls' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Write a message' })).toHaveValue(
    'Tôi đang viết dở',
  )
  await guest.sees('Trần Chủ Tọa')
  await guest.hears()
  await host.hears()
  expect(await marked(guest)).toBe(true)
  expect(await connections()).toBe(before)
  // Earlier announcements are not repeated.
  await expect(page.getByRole('region', { name: 'Messages' }).locator('.toast')).toHaveCount(0)
})
