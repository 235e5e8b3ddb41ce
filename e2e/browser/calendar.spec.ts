import { readFile } from 'node:fs/promises'
import ICAL from 'ical.js'
import type { CalendarEntry } from '#protocol/calendar.ts'
import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { openOptions, typeDate, typeTime } from '../support/pick.ts'
import { scheduleAt } from '../support/schedule.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** A value for a date-time field, in Vietnam's time zone: UTC+7 all year. */
const hanoi = (at: number) => new Date(at + 7 * HOUR).toISOString().slice(0, 16)

for (const size of [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]) {
  test(`a host schedules a recurring class, views it, downloads its file and admits a guest in its hours: ${size.width}`, async ({
    office,
  }) => {
    const title = `Lớp bồi dưỡng ${size.width}`
    const host = await office.hostPerson(size)
    const { page } = host
    await page.goto(`${office.server.url}/meetings/new`)

    // A template fills in the fields; the host then changes some.
    await page.getByText('Lớp học', { exact: true }).click()
    await openOptions(page)
    await expect(page.getByRole('radio', { name: 'Bài giảng' })).toBeChecked()
    await page.getByRole('textbox', { name: 'Tên cuộc họp' }).fill(title)
    const start = Math.floor(Date.now() / 60_000) * 60_000 + 10 * 60_000
    const [day = '', clock = ''] = hanoi(start).split('T')
    await typeDate(page, 'Ngày họp', day)
    await typeTime(page, 'Giờ bắt đầu', clock)
    await page.getByRole('textbox', { name: 'Nội dung họp' }).fill('Chương 1\nChương 2')
    // Three occurrences, specified in either way.
    if (size.width === 360) {
      await page.getByLabel('Kết thúc').selectOption('Vào một ngày')
      await typeDate(page, 'Buổi cuối không sau ngày', hanoi(start + 20 * DAY).slice(0, 10))
    } else {
      await page.getByRole('textbox', { name: 'Số buổi' }).fill('3')
    }
    await page.getByRole('checkbox', { name: 'Dùng một mật khẩu cho mọi buổi' }).uncheck()
    await sound(page, `calendar-create-${size.width}`, { fullPage: true })
    await host.button('Tạo cuộc họp').press('Enter')
    await expect(page.getByRole('heading', { name: 'Cuộc họp đã sẵn sàng' })).toBeVisible()
    await expect(page.locator('.made-agenda')).toHaveText('Chương 1\nChương 2')
    await expect(page.locator('.invitation-text')).toContainText('Nội dung:\nChương 1\nChương 2')
    const password = (await page.locator('.secret-password').textContent()) ?? ''
    const entries = (
      await office.host.send('GET', `/api/calendar?from=${start}&to=${start + 30 * 24 * HOUR}`)
    ).body as CalendarEntry[]
    const mine = entries.filter((entry) => entry.title === title)
    expect(mine.map((entry) => entry.password)).toEqual([true, false, false])
    const link = `${office.server.url}/m/${mine[0]?.meetingId}`

    // Today, a running meeting, the week and the list; by keyboard only.
    if (size.width === 360) await host.button('Điều hướng chính').press('Enter')
    await page.getByRole('link', { name: 'Lịch họp', exact: true }).press('Enter')
    const live = page.getByRole('region', { name: 'Đang diễn ra' })
    await expect(live.getByRole('heading', { name: title })).toBeVisible()
    await expect(live.getByText('Phòng chờ đang mở').first()).toBeVisible()
    await sound(page, `calendar-today-${size.width}`, { fullPage: true })
    await host.button('Tuần').press('Enter')
    const week = page.getByRole('region', { name: 'Tuần' })
    await expect(week.getByRole('heading', { name: title }).first()).toBeVisible()
    await host.button('Tuần sau').press('Enter')
    await expect(week.getByText('Chưa có mật khẩu cho buổi này').first()).toBeVisible()
    await sound(page, `calendar-week-${size.width}`, { fullPage: true })
    await host.button('Danh sách').press('Enter')
    const list = page.getByRole('region', { name: 'Danh sách' })
    await expect(list.getByRole('heading', { name: title })).toHaveCount(3)

    // The occurrences of one meeting: the last one is cancelled, and the file says so.
    await list
      .getByRole('link', { name: `Lịch và thiết lập: ${title}` })
      .first()
      .press('Enter')
    await expect(page.getByRole('heading', { name: 'Các buổi' })).toBeVisible()
    await page
      .getByRole('button', { name: /^Hủy buổi, / })
      .last()
      .press('Enter')
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: 'Hủy buổi' }).press('Enter')
    await expect(page.getByText('Đã hủy', { exact: true })).toBeVisible()
    await sound(page, `calendar-schedule-${size.width}`, { fullPage: true })
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải tệp lịch' }).click()
    const text = await readFile(await (await downloading).path(), 'utf8')
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? calendar)
    expect(event.summary).toBe(title)
    expect(event.component.getAllProperties('exdate')).toHaveLength(1)
    expect(text.replaceAll('\r\n ', '')).toContain(link)
    expect(text).not.toContain(password)

    // Within the hours a guest can knock; everyone in the room is told that they end.
    await host.enterAsHost(link)
    const guest = await office.admitted(host, { link, password }, 'Lê Bình')
    await expect(guest.page.getByText('Theo lịch, cuộc họp kết thúc lúc')).toHaveCount(0)
  })
}

test('everyone inside is told that the time is up, and the host extends it', async ({ office }) => {
  const meeting = await office.meeting()
  const start = Math.floor(Date.now() / 60_000) * 60_000
  const schedule = { ...scheduleAt(start, { minutes: 5 }), notify: false }
  await office.host.post(`/api/meetings/${meeting.meeting.id}/schedule`, schedule)
  const host = await office.hostPerson({ width: 360, height: 740 })
  await host.enterAsHost(meeting.link)
  const guest = await office.admitted(host, meeting, 'Lê Bình')
  const told = /^Theo lịch, cuộc họp kết thúc lúc/
  await expect(guest.page.getByText(told)).toBeVisible()
  await expect(guest.button('Kéo dài 15 phút')).toHaveCount(0)
  await sound(host.page, 'calendar-closing-360')
  await host.button('Kéo dài 15 phút').press('Enter')
  await expect(host.page.getByText(told)).toHaveCount(0)
  await expect(guest.page.getByText(told)).toHaveCount(0)
})

test('a private calendar link is shown once, works, and stops working when revoked', async ({
  office,
}) => {
  const host = await office.hostPerson()
  const { page } = host
  await page.goto(`${office.server.url}/calendar`)
  await host.button('Tạo liên kết').press('Enter')
  const feed = page.getByRole('region', { name: 'Lịch riêng trên máy của bạn' })
  const url = (await feed.locator('.secret-value').textContent()) ?? ''
  expect((await page.request.get(url)).status()).toBe(200)
  await sound(page, 'calendar-feed', { fullPage: true })
  await host.button('Thu hồi').press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Thu hồi' }).press('Enter')
  await expect(feed.getByText('Chưa có liên kết.')).toBeVisible()
  expect((await page.request.get(url)).status()).toBe(404)
})
