/**
 * Takes the pictures in the README, docs/pictures and the guides under /help: a real meeting of
 * drawn people, in each language. npm run pictures
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { Office } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { scheduleAt } from '../support/schedule.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { FACES, film } from './faces.ts'
import { press } from './press.ts'

const GUIDES = 'client/public/pictures'
const DOCS = 'docs/pictures'
/** What the pictures show instead of the test server's own address. */
const ADDRESS = 'https://hop.coquan.gov.vn'
const TITLE = 'Giao ban tuần Văn phòng Sở Nội vụ'
const LANGUAGES = { vi: 'Tiếng Việt', en: 'English' }
const SMALL = { width: 1024, height: 680 }
const LAPTOP = { width: 1366, height: 768 }
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** One picture of a guide, in both languages. `act` opens on the page what is to be seen. */
async function forGuide(page: Page, name: string, act?: (page: Page) => Promise<void>) {
  await page.setViewportSize(SMALL)
  for (const [language, label] of Object.entries(LANGUAGES)) {
    await page.getByRole('combobox', { name: /^(Ngôn ngữ|Language)$/ }).selectOption({ label })
    await act?.(page)
    await settle(page)
    const path = `${GUIDES}/${name}.${language}.jpg`
    await page.screenshot({ path, type: 'jpeg', quality: 82 })
    await page.keyboard.press('Escape')
  }
  const vietnamese = { label: LANGUAGES.vi }
  await page.getByRole('combobox', { name: /^(Ngôn ngữ|Language)$/ }).selectOption(vietnamese)
}

async function forDocs(page: Page, name: string, size = LAPTOP) {
  await page.setViewportSize(size)
  await settle(page)
  await page.screenshot({ path: `${DOCS}/${name}.png` })
}

/** Waits until the layers match the tile sizes and nothing moves; then shows the fine address. */
async function settle(page: Page) {
  await page.waitForTimeout(4000)
  await page.evaluate(
    ([here, shown]) => {
      for (const element of document.querySelectorAll('main *'))
        if (element.childElementCount === 0 && element.textContent?.includes(here))
          element.textContent = element.textContent.replaceAll(here, shown)
    },
    [server.url, ADDRESS] as const,
  )
}

/** A page of a report, as an image to present. */
async function report(studio: Page): Promise<Buffer> {
  const rows = [
    ['Hồ sơ tiếp nhận', '1.284', '1.392', '+8,4 %'],
    ['Giải quyết đúng hạn', '97,1 %', '98,6 %', '+1,5 điểm'],
    ['Nộp trực tuyến', '71,0 %', '78,3 %', '+7,3 điểm'],
    ['Phản ánh, kiến nghị', '36', '29', '−19,4 %'],
  ]
  await studio.setViewportSize({ width: 1280, height: 800 })
  await studio.setContent(`<!doctype html><body style="margin:0;padding:64px 88px;font:26px 'Be Vietnam Pro',sans-serif;color:#1d2733">
    <p style="margin:0;color:#5a6572">Văn phòng Sở Nội vụ</p>
    <h1 style="margin:8px 0 36px;font-size:46px;color:#124a78">Kết quả giải quyết thủ tục hành chính</h1>
    <table style="width:100%;border-collapse:collapse">
    <tr style="text-align:left;color:#5a6572"><th>Chỉ tiêu</th><th>Tháng 10</th><th>Tháng 11</th><th>So sánh</th></tr>
    ${rows.map((row) => `<tr>${row.map((cell) => `<td style="padding:20px 0;border-top:2px solid #d9dee4">${cell}</td>`).join('')}</tr>`).join('')}
    </table></body>`)
  return studio.screenshot()
}

async function launch(camera?: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  })
  browsers.push(browser)
  return browser
}

/** Signs the host in on the pages outside the room. */
async function pagesOf(host: Person) {
  const page = await host.context.newPage()
  await page.goto(`${server.url}/`)
  await forDocs(page, 'home')
  await page.goto(`${server.url}/meetings/new`)
  await page.getByRole('textbox', { name: 'Tên cuộc họp' }).fill(TITLE)
  await page.getByRole('button', { name: 'Tạo cuộc họp' }).click()
  await page.getByRole('button', { name: 'Sao chép lời mời' }).waitFor()
  await forDocs(page, 'invitation')
  await forGuide(page, 'invitation')
  await page.close()
}

/** From the form to the room, as an official sees it. */
async function arrival(office: Office, host: Person, meeting: { link: string; password: string }) {
  const guest = await office.person(LAPTOP)
  const { page } = guest
  await page.goto(meeting.link)
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Lê Thị Bình')
  await page.getByRole('textbox', { name: /^Chức vụ/ }).fill('Phó Chánh Văn phòng')
  await page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await page.getByRole('button', { name: 'Tắt camera' }).waitFor()
  await forGuide(page, 'join')
  await page.getByRole('button', { name: 'Vào cuộc họp' }).click()
  await guest.waits()
  await forGuide(page, 'waiting')
  await forDocs(page, 'waiting')
  await host.admit('Lê Thị Bình')
  await guest.inside()
  return guest
}

async function duringMeeting(host: Person, guest: Person, studio: Page, late: Person) {
  await late.waits()
  await host.openPanel('Phòng chờ')
  await host.page.waitForTimeout(12_000)
  await host.page.screenshot({ path: 'docs/meeting.png' })
  await host.page.keyboard.press('Escape')
  await forGuide(host.page, 'lobby', press('Phòng chờ', 'Lobby'))
  await forGuide(host.page, 'people', press('Người tham dự', 'People'))
  await host.page.setViewportSize(LAPTOP)
  const raise = await guest.tool('Giơ tay')
  await raise.click()
  await forGuide(guest.page, 'room')
  await host.openPanel('Tài liệu')
  await host.page.locator('input[type=file]').setInputFiles({
    name: 'Báo cáo tháng 11.png',
    mimeType: 'image/png',
    buffer: await report(studio),
  })
  await host.page.getByRole('listitem', { name: 'Báo cáo tháng 11.png' }).waitFor()
  await (await host.tool('Tài liệu')).click()
  await forDocs(host.page, 'document')
  await forDocs(guest.page, 'phone', { width: 390, height: 844 })
}

await mkdir(GUIDES, { recursive: true })
await mkdir(DOCS, { recursive: true })
const folder = await mkdtemp(join(tmpdir(), 'anhop-picture-'))
const browsers: Browser[] = []
const server = await TestServer.start()
try {
  const visitor = new Visitor(server)
  await visitor.setUp()
  const studio = await (await launch()).newPage({ viewport: { width: 1280, height: 720 } })
  const offices: Office[] = []
  for (const [name, face] of Object.entries(FACES)) {
    const camera = await film(studio, face, folder, String(offices.length))
    offices.push(new Office(server, visitor, await launch(camera)))
    console.info(name)
  }
  const [first, second, third] = offices
  if (!first || !second || !third) throw new Error('nobody to picture')
  const planned = await visitor.createMeeting('Họp công tác cải cách hành chính')
  const schedule = scheduleAt(Date.now() + 90 * 60_000, { agenda: 'Kết quả tháng 11' })
  await visitor.post(`/api/meetings/${planned.meeting.id}/schedule`, { ...schedule, notify: false })
  const { meeting, password } = await visitor.createMeeting(TITLE)
  const link = `${server.url}/m/${meeting.id}`
  const host = await first.hostPerson(LAPTOP)
  await host.enterAsHost(link)
  await pagesOf(host)
  const guest = await arrival(second, host, { link, password })
  await third.letIn(host, await third.person(LAPTOP), { link, password }, 'Phạm Văn Chi')
  for (const name of ['Lê Thị Bình', 'Phạm Văn Chi'])
    await host.tile(name).locator('video').waitFor()
  const late = await first.person()
  await late.knock(link, 'Nguyễn Thị Dung', password)
  await duringMeeting(host, guest, studio, late)
} finally {
  for (const browser of browsers) await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
