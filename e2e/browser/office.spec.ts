import { Office, expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'

const SEAL = `<svg width="160" height="160" viewBox="-80 -80 160 160">
  <circle r="78" fill="#b3261e"/><circle r="66" fill="none" stroke="#f2c14e" stroke-width="5"/>
  <path d="M0-48 14-15 46-15 20 6 30 38 0 18-30 38-20 6-46-15-14-15z" fill="#f2c14e"/></svg>`

test('[POL3] an operator sets emblem, name, accent and help desk; guests see them', async ({
  browser,
}) => {
  const server = await TestServer.start()
  const visitor = new Visitor(server)
  await visitor.setUp()
  const office = new Office(server, visitor, browser)
  const operator = await office.hostPerson()
  const { page } = operator
  await page.setContent(SEAL)
  const seal = await page.locator('svg').screenshot({ omitBackground: true })

  await page.goto(server.url)
  const accent = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand'))
  const usual = await accent()
  await page.getByRole('link', { name: 'Cơ quan', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thông tin cơ quan')
  await sound(page, 'server-office-empty')

  // A wrong file is refused in words; the right one is shown at once, also in the header.
  const choose = page.locator('input[type=file]')
  const svg = { name: 'dau.png', mimeType: 'image/png', buffer: Buffer.from(SEAL) }
  await choose.setInputFiles(svg)
  await expect(page.getByRole('alert')).toContainText('không phải hình PNG, JPEG hoặc WebP')
  await choose.setInputFiles({ ...svg, buffer: seal })
  await expect(page.getByRole('img', { name: 'Biểu trưng đang dùng' })).toBeVisible()
  await expect(page.getByRole('banner').locator('img')).toHaveJSProperty('complete', true)
  await expect(page.getByRole('alert')).toHaveCount(0)

  // A pale color is explained and darkened on request; a wrong address keeps what was typed.
  await page.getByLabel('Tên cơ quan').fill('Văn phòng Sở Nội vụ')
  await page.getByLabel('Số điện thoại hỗ trợ').fill('(0263) 382 1234')
  await page.getByLabel('Địa chỉ hỗ trợ').fill('http://hotro.gov.vn')
  await page.getByLabel('Màu chủ đạo').fill('#e06050')
  await expect(page.getByText(/quá nhạt/)).toBeVisible()
  await operator.button(/^Dùng màu gần nhất/).click()
  await operator.button('Lưu').click()
  await expect(page.getByText(/Vui lòng nhập một địa chỉ thư/)).toBeVisible()
  await sound(page, 'server-office-refused')
  await page.getByLabel('Địa chỉ hỗ trợ').fill('https://hotro.gov.vn/')
  await operator.button('Lưu').click()
  await expect(page.getByText(/^Đã lưu/)).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('Văn phòng Sở Nội vụ')
  expect(await accent()).not.toBe(usual)
  await sound(page, 'server-office')

  // A guest who opens a link sees whose server it is and whom to call, with no request of its own.
  const { meeting } = await visitor.createMeeting()
  const guest = await office.person({ width: 360, height: 740 })
  await guest.page.goto(`${server.url}/m/${meeting.id}`)
  await expect(guest.page.getByRole('banner')).toContainText('Văn phòng Sở Nội vụ')
  const foot = guest.page.getByRole('contentinfo')
  await expect(foot).toContainText('Cần hỗ trợ: (0263) 382 1234')
  await expect(foot.getByRole('link', { name: 'hotro.gov.vn' })).toHaveAttribute(
    'href',
    'https://hotro.gov.vn/',
  )
  expect(guest.requests.filter((url) => url.includes('/api/office'))).toHaveLength(1)
  await sound(guest.page, 'join-office-360')

  // The dark theme has shades of its own.
  await guest.page.emulateMedia({ colorScheme: 'dark' })
  await sound(guest.page, 'join-office-dark-360')

  // In the room too: the emblem, and its name where there is room for it, in one row.
  await operator.enterAsHost(`${server.url}/m/${meeting.id}`)
  const top = page.getByRole('banner')
  await expect(top.locator('img')).toHaveJSProperty('complete', true)
  await expect(top.getByText('Văn phòng Sở Nội vụ')).toBeInViewport()
  const fits = (at: { width: number; height: number }) =>
    page.setViewportSize(at).then(() => top.boundingBox().then((box) => box?.height ?? Infinity))
  expect(await fits({ width: 1366, height: 768 })).toBeLessThan(60)
  await sound(page, 'room-office')
  expect(await fits({ width: 360, height: 740 })).toBeLessThan(80)
  await sound(page, 'room-office-360')
  await page.setViewportSize({ width: 1366, height: 768 })
  await operator.button('Rời họp').click()
  await operator.button('Kết thúc cho mọi người').click()
  await expect(page.getByRole('heading', { name: 'Cuộc họp đã kết thúc' })).toBeVisible()

  await page.goto(`${server.url}/audit`)
  const entry = page.getByRole('row', { name: /Đổi thông tin cơ quan/ })
  await expect(entry.filter({ hasText: 'Tên cơ quan' })).toContainText(
    'Trước: chưa đặt; Sau: Văn phòng Sở Nội vụ',
  )

  await page.goto(`${server.url}/server/office`)
  await operator.button('Gỡ biểu trưng').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Gỡ biểu trưng' }).click()
  await expect(page.getByText('Chưa có biểu trưng.')).toBeVisible()
  await page.getByLabel('Màu chủ đạo').fill('')
  await operator.button('Lưu').click()
  await expect.poll(accent).toBe(usual)
  await office.goHome()
  await server.stop()
})
