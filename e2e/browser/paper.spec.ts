import type { Page } from '@playwright/test'
import type { InviteLink } from '#protocol/http.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { Office, expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { scheduleAt } from '../support/schedule.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

const OFFICE = 'Văn phòng Sở Nội vụ'
const TITLE = 'Giao ban tuần 48'
const QUESTION = 'Thông qua kế hoạch quý IV?'
/** As documents write a day. */
const DAY = /ngày \d\d tháng \d{1,2} năm \d{4}/

/** A sitting over the wire: a host, a guest, and a public vote with its result. */
async function sit(server: TestServer, host: Visitor, id: MeetingId, password: string) {
  expect((await host.enter(id, {})).status).toBe(200)
  const chair = host.socket(id)
  await chair.entered()
  const guest = new Visitor(server)
  expect((await guest.enter(id, { name: 'Nguyễn Thị Hằng', password })).status).toBe(200)
  const seat = guest.socket(id)
  await seat.next('waiting')
  const knock = await chair.until(() =>
    chair.heard
      .flatMap((event) => (event.name === 'lobby' ? (event.data.knocks ?? []) : []))
      .find(({ name }) => name === 'Nguyễn Thị Hằng'),
  )
  await chair.ok('lobby.admit', { ids: [knock.id] })
  await seat.entered()
  await chair.ok('vote.open', {
    question: QUESTION,
    subject: { kind: 'yes_no', rule: 'majority' },
    secret: false,
    live: false,
    guests: true,
    quorum: null,
    minutes: null,
  })
  const { id: vote } = await seat.next('vote')
  await seat.ok('vote.cast', { vote, marks: '100' })
  await chair.ok('vote.cast', { vote, marks: '100' })
  await chair.ok('vote.close', { vote })
  seat.close()
  chair.close()
}

/** What the printer gets: the document alone, black on white, and how many pages it has. */
async function printed(page: Page, name: string) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByRole('navigation')).toBeHidden()
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0)
  const papers = page.locator('.paper')
  const colors = await papers.first().evaluate((paper) => {
    const { color, backgroundColor } = getComputedStyle(paper)
    return [color, backgroundColor]
  })
  expect(colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  const text = (await papers.allInnerTexts()).join('\n')
  const path = `e2e/results/shots/paper-${name}.pdf`
  const pdf = await page.pdf({ path, preferCSSPageSize: true, printBackground: true })
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
  await expect(papers.first()).toBeHidden()
  return { text, pages: [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/g)].length }
}

/** The head and the place to sign that records have. */
function expectRecord(text: string, title: string) {
  const flat = text.toLowerCase()
  for (const part of [OFFICE, title, TITLE, 'Chủ trì', '(Ký, ghi rõ họ tên)', 'Trần Chủ Tọa'])
    expect(flat).toContain(part.toLowerCase())
  expect(text).toMatch(DAY)
}

test('attendance, results and minutes are documents, and the ended page offers them to the host', async ({
  browser,
}) => {
  const server = await TestServer.start()
  const visitor = new Visitor(server)
  await visitor.setUp()
  await visitor.post('/api/office', { name: OFFICE })
  const office = new Office(server, visitor, browser)
  const { meeting, password } = await visitor.createMeeting(TITLE)
  await sit(server, visitor, meeting.id, password)

  const host = await office.hostPerson()
  const { page } = host
  await host.enterAsHost(`${server.url}/m/${meeting.id}`)
  await visitor.post(`/api/meetings/${meeting.id}/end`)
  await expect(page.getByRole('heading', { name: 'Hồ sơ cuộc họp' })).toBeVisible()
  await sound(page, 'ended-host')

  await host.button('Danh sách người tham dự').click()
  await expect(host.button('In')).toBeVisible()
  const list = await printed(page, 'attendance')
  expectRecord(list.text, 'Danh sách người tham dự')
  expect(list.text).toContain('Nguyễn Thị Hằng')
  expect(list.text).toContain('Người lập'.toUpperCase())
  expect(list.text).toContain('Tổng số: 2 người.')
  expect(list.pages).toBe(1)
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()

  await host.button('Kết quả biểu quyết').click()
  await expect(host.button('In')).toBeVisible()
  const votes = await printed(page, 'votes')
  expectRecord(votes.text, 'Kết quả biểu quyết')
  for (const part of [QUESTION, 'Tán thành', '100%', 'Kết luận: Được thông qua', 'Nguyễn Thị Hằng'])
    expect(votes.text).toContain(part)
  expect(votes.pages).toBe(1)
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()

  await host.button('Biên bản').click()
  await page.getByLabel('Thư ký cuộc họp').fill('Lê Văn Bình')
  await expect(host.button('In')).toBeVisible()
  await sound(page, 'minutes-dialog')
  const minutes = await printed(page, 'minutes')
  expectRecord(minutes.text, 'Biên bản cuộc họp')
  for (const part of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Lê Văn Bình', 'THƯ KÝ', QUESTION])
    expect(minutes.text).toContain(part)
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
  // Without a document, the page prints as before.
  await expect(page.locator('.paper')).toHaveCount(0)
  await office.goHome()
  await server.stop()
})

test('invitations and recovery codes are printed, without any password', async ({ browser }) => {
  const server = await TestServer.start()
  const visitor = new Visitor(server)
  await visitor.setUp()
  await visitor.post('/api/office', { name: OFFICE, helpLine: '(0263) 382 1234' })
  const office = new Office(server, visitor, browser)
  const { meeting, password } = await visitor.createMeeting(TITLE)
  const schedule = scheduleAt(Date.now() + 60 * 60_000, { agenda: 'Tình hình tuần' })
  await visitor.post(`/api/meetings/${meeting.id}/schedule`, { ...schedule, notify: false })

  const host = await office.hostPerson()
  const { page } = host
  await page.goto(`${server.url}/meetings`)
  await page.getByRole('button', { name: `Thao tác khác: ${TITLE}` }).click()
  await page.getByRole('menuitem', { name: 'In giấy mời' }).click()
  await page.getByLabel('Kính gửi').fill('Ông Nguyễn Văn Độ')
  await expect(host.button('In')).toBeVisible()
  await sound(page, 'invitation-dialog')
  const shared = await printed(page, 'invitation')
  for (const part of [OFFICE, TITLE, 'Ông Nguyễn Văn Độ', `${server.url}/m/${meeting.id}`])
    expect(shared.text).toContain(part)
  expect(shared.text).toContain('(0263) 382 1234')
  expect(shared.text).toMatch(/\d\d giờ \d\d, ngày \d\d tháng/)
  expect(shared.text).not.toContain(password)
  expect(shared.pages).toBe(1)

  // Personal links: one sheet each.
  await page.goto(`${server.url}/meetings/${meeting.id}/invites`)
  await page
    .getByRole('textbox', { name: /Danh sách|Họ tên|Tên/ })
    .first()
    .fill('Phạm Lan\nĐỗ Ưu')
  const made = page.waitForResponse((answer) => answer.url().endsWith('/invites') && answer.request().method() === 'POST') // prettier-ignore
  await host.button('Tạo 2 thư mời').click()
  const links = (await (await made).json()) as InviteLink[]
  await expect(host.button('In 2 giấy mời')).toBeVisible()
  const personal = await printed(page, 'invitations')
  for (const { invite, link } of links) {
    expect(personal.text).toContain(invite.name)
    expect(personal.text).toContain(link)
  }
  expect(personal.pages).toBe(2)

  await page.goto(`${server.url}/account/security`)
  await host.button('Tạo mã mới').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Tạo mã mới' }).click()
  const codes = page.getByRole('list', { name: 'Danh sách mã khôi phục' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const first = (await codes.first().textContent()) ?? ''
  await expect(host.button('In các mã này')).toBeVisible()
  await sound(page, 'recovery-codes')
  const sheet = await printed(page, 'codes')
  for (const part of [OFFICE.toUpperCase(), 'Trần Chủ Tọa (chutoa)', server.url, first])
    expect(sheet.text).toContain(part)
  expect(sheet.text).toMatch(DAY)
  expect(sheet.pages).toBe(1)
  await office.goHome()
  await server.stop()
})
