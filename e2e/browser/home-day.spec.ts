import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { scheduleAt } from '../support/schedule.ts'

for (const size of [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
]) {
  test(`home says what is next, and what to do on an empty day: ${size.width}`, async ({
    office,
  }) => {
    const title = `Hội nghị trực tuyến toàn tỉnh ${size.width}`
    const { meeting } = await office.host.createMeeting(title)
    const host = await office.hostPerson(size)
    const { page } = host
    await page.goto(office.server.url)
    const next = page.getByRole('region', { name: 'Tiếp theo' })
    await expect(next.getByRole('heading', { name: title })).toHaveCount(0)
    await expect(next.getByText(/Bạn có thể họp ngay, lên lịch/)).toBeVisible()
    const start = scheduleAt(Date.now() + 26 * 60 * 60_000)
    await office.host.post(`/api/meetings/${meeting.id}/schedule`, { ...start, notify: false })
    await page.reload()
    await expect(next.getByRole('heading', { name: title })).toBeVisible()
    await sound(page, `home-host-${size.width}`, { fullPage: true })
    await office.host.post(`/api/meetings/${meeting.id}/cancel`, { notify: false })
  })
}
