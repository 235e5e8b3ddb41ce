import { openOptions } from '../support/pick.ts'
import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { scheduleAt } from '../support/schedule.ts'

const HOUR = 3_600_000
const ZONE = 'Asia/Ho_Chi_Minh'

/** A computer in Vietnam whose running clock is hours off. */
async function clockOff({ context, page }: Person, hours: number): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setTimezoneOverride', { timezoneId: ZONE })
  await context.addInitScript((off) => {
    const Real = Date
    const now = () => Real.now() + off
    globalThis.Date = new Proxy(Real, {
      construct: (of, args: unknown[], made) =>
        Reflect.construct(of, args.length === 0 ? [now()] : args, made) as object,
      get: (of, key) => (key === 'now' ? now : (Reflect.get(of, key) as unknown)),
    })
  }, hours * HOUR)
}

/** These minutes as displayed in Vietnam; two, because the test may run past a full minute. */
const minutesFrom = (from: number) => {
  const format = new Intl.DateTimeFormat('vi-VN', {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const until = Date.now() + 60_000
  const written: string[] = []
  for (let at = from - 60_000; at <= until; at += 60_000) written.push(format.format(at))
  return new RegExp(written.join('|'))
}

test('[INP3] [CAL1] a computer whose clock is three hours ahead shows the server’s time', async ({
  office,
}) => {
  const from = Date.now()
  const meeting = await office.meeting()
  const title = 'Giao ban tuần'
  const here = new Date(from - 5 * 60_000 + 7 * HOUR).toISOString().slice(0, 16)
  const schedule = { ...scheduleAt(from), start: here, zone: ZONE, notify: false }
  await office.host.post(`/api/meetings/${meeting.meeting.id}/schedule`, schedule)

  const host = await office.hostPerson()
  await clockOff(host, 3)
  const { page } = host
  await page.goto(`${office.server.url}/calendar`)
  expect(await page.evaluate(() => Date.now() - performance.timeOrigin)).toBeGreaterThan(2 * HOUR)
  // Others of this name may be going on.
  const way = page.locator(`a[href="${new URL(meeting.link).pathname}"]`)
  const entry = page.getByRole('listitem').filter({ has: way }).first()
  await expect(entry.getByText('Phòng chờ đang mở')).toBeVisible()
  await expect(entry.getByRole('link', { name: `Vào họp: ${title}` })).toBeVisible()
  await expect(page.getByText('Đã qua')).toHaveCount(0)
  // The browser calls this time zone Asia/Saigon.
  await expect(entry.getByText(/\(giờ /)).toHaveCount(0)

  await host.enterAsHost(meeting.link)
  await host.openPanel('Tài liệu')
  await host.button('Mở bảng trắng').click()
  await expect(page.locator('.document-stage .watermark')).toContainText(minutesFrom(from))
  await (await host.tool('Hiển thị')).click()
  await page.getByRole('menuitem', { name: 'Màn hình hội trường' }).click()
  await expect(page.locator('.hall-clock')).toHaveText(minutesFrom(from))
})

test('[CAL1] Vietnam’s time zone comes first and once, and others are found by name', async ({
  office,
}) => {
  const { page } = await office.hostPerson()
  await page.goto(`${office.server.url}/meetings/new#timed`)
  await openOptions(page)
  const zone = page.getByRole('combobox', { name: 'Múi giờ' })
  await expect(zone).toHaveValue('Việt Nam')
  await zone.click()
  const options = page.locator('.combo-item')
  await expect(options.first()).toHaveText(/^Việt Nam/)
  await zone.fill('ho chi')
  await expect(options).toHaveCount(1)
  await zone.fill('berlin')
  await options.first().click()
  await expect(zone).toHaveValue('Europe/Berlin')
  await expect(page.getByText('Giờ ghi theo múi giờ Europe/Berlin.')).toBeVisible()
})
