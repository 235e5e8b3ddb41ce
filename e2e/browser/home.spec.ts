import type { Locator, Page } from '@playwright/test'
import type { MeetingSecret } from '#protocol/http.ts'
import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { openOptions, typeDate, typeTime } from '../support/pick.ts'
import { OPERATOR_PASSWORD } from '../support/visitor.ts'

const OFFICE_LAPTOP = { width: 1366, height: 768 }
const PHONE = { width: 360, height: 740 }

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
const mayPaste = (page: Page) =>
  page.context().grantPermissions(['clipboard-read', 'clipboard-write'])

test('what is live is the same on every page, also for a meeting without a time', async ({
  office,
}) => {
  test.slow()
  const { meeting, host } = await office.doorway()
  const page = await host.context.newPage()
  const live = page.getByRole('region', { name: 'Đang diễn ra' })
  // Others of this name may be going on.
  const way = page.locator(`a[href="${new URL(meeting.link).pathname}"]`)
  const here = (within: Page | Locator) => within.getByRole('listitem').filter({ has: way })
  for (const path of ['/', '/calendar']) {
    await page.goto(office.server.url + path)
    await expect(here(live)).toContainText('1 người trong họp')
    await expect(here(live)).toContainText('Không định giờ')
  }
  await page.goto(`${office.server.url}/meetings`)
  await expect(here(page)).toContainText('1 người trong họp')
})

test('from signing in to a copied invitation: three clicks and one typed name', async ({
  office,
}) => {
  const person = await office.person(OFFICE_LAPTOP)
  const { page } = person
  await mayPaste(page)
  await page.goto(`${office.server.url}/sign-in`)
  await page.getByLabel('Tên đăng nhập').fill('chutoa')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(OPERATOR_PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Dùng mã khôi phục' }).click()
  await page.getByLabel('Mã khôi phục').fill(office.host.recoveryCodes.pop() ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Hôm nay' })).toBeVisible()

  await page.evaluate(() => {
    const counted = { clicks: 0 }
    Object.assign(globalThis, { counted })
    addEventListener('click', () => (counted.clicks += 1), true)
  })
  await page.getByRole('link', { name: 'Lên lịch cuộc họp' }).click()
  await page.getByLabel('Tên cuộc họp').fill('Giao ban đầu tuần')
  await person.button('Tạo cuộc họp').click()
  await person.button('Sao chép lời mời').click()
  await expect(page.getByRole('status').filter({ hasText: 'Đã sao chép' })).toBeVisible()
  const clicks = await page.evaluate(
    () => (globalThis as unknown as { counted: { clicks: number } }).counted.clicks,
  )
  expect(clicks).toBe(3)

  // [PWD] The invitation has everything but the password, which has a button of its own.
  const invitation = await clipboard(page)
  const link = await page.getByRole('link', { name: 'Vào họp' }).getAttribute('href')
  expect(invitation).toContain('Giao ban đầu tuần')
  expect(invitation).toMatch(/Thời gian: Thứ .*, \d\d\/\d\d\/\d{4}, từ \d\d:00 đến \d\d:00/)
  expect(invitation).toContain(`${office.server.url}${link}`)
  await person.button('Sao chép mật khẩu').click()
  await expect.poll(() => clipboard(page)).not.toBe(invitation)
  expect(invitation).not.toContain(await clipboard(page))
})

test('“Meet now” is one click to the room, where the invitation and the password wait', async ({
  office,
}) => {
  test.slow()
  const host = await office.hostPerson(OFFICE_LAPTOP)
  const { page } = host
  await mayPaste(page)
  await page.goto(office.server.url)
  await expect(page.getByLabel('Tên cuộc họp')).toHaveValue(
    /^Họp nhanh \d\d\/\d\d\/\d{4}, \d\d:\d\d$/,
  )
  await host.button('Họp ngay').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Mật khẩu của cuộc họp này')).toBeVisible()
  await sound(page, 'home-quick-room')
  const password = (await dialog.locator('.secret-password').textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Sao chép liên kết' }).click()
  // The address bar does not show the keys that the link carries.
  expect(new URL(page.url()).hash).toBe('')
  await expect
    .poll(() => clipboard(page))
    .toMatch(new RegExp(`^${page.url()}#k=[\\w-]{43}&h=[\\w-]{43}$`))
  await dialog.getByRole('button', { name: 'Xong' }).click()
  await host.inside()
  await expect(host.button('Bật camera')).toBeVisible()
  const guest = await office.person()
  await office.letIn(host, guest, { link: page.url(), password }, 'Lê Bình')
})

for (const size of [OFFICE_LAPTOP, PHONE]) {
  test(`home offers guests the link first, and says what is wrong with it: ${size.width}`, async ({
    office,
  }) => {
    const { link } = await office.meeting()
    const person = await office.person(size)
    const { page } = person
    await page.goto(office.server.url)
    const field = page.getByRole('textbox', { name: 'Liên kết cuộc họp' })
    await expect(field).toBeInViewport()
    await expect(page.getByRole('link', { name: 'Đăng nhập' })).toBeVisible()
    await sound(page, `home-guest-${size.width}`, { fullPage: true })
    await field.fill('https://example.vn/m/khong-phai')
    await person.button('Tiếp tục').click()
    await expect(page.getByText('không phải là liên kết cuộc họp')).toBeVisible()
    await expect(field).toHaveValue('https://example.vn/m/khong-phai')
    await field.fill(link)
    await person.button('Tiếp tục').click()
    await expect(page.getByRole('heading', { name: 'Vào cuộc họp' })).toBeVisible()
  })
}

test('a meeting is made on one screen of an office laptop, with dates as people here write them', async ({
  office,
}) => {
  await office.host.post('/api/accounts', {
    username: 'dung.dt',
    name: 'Đỗ Tiến Dũng',
    role: 'host',
  })
  const host = await office.hostPerson(OFFICE_LAPTOP)
  const { page } = host
  await page.goto(`${office.server.url}/meetings/new`)
  const submit = host.button('Tạo cuộc họp')
  await expect(submit).toBeInViewport({ ratio: 1 })
  await page.getByText('Lên lịch', { exact: true }).click()
  const date = page.getByRole('group', { name: 'Ngày họp' })
  await expect(date).toHaveText(/^\d\d\/\d\d\/\d{4}$/)
  await expect(submit).toBeInViewport({ ratio: 1 })
  await expect(page.locator('.input:is([type="date"], [type="datetime-local"])')).toHaveCount(0)

  await typeDate(page, 'Ngày họp', '2027-02-09')
  await typeTime(page, 'Giờ bắt đầu', '14:30')
  await expect(date).toHaveText('09/02/2027')
  await expect(page.getByRole('group', { name: 'Giờ bắt đầu' })).toContainText('14:30')
  await sound(page, 'create-timed-1366')

  // Colleagues are found by name, with or without marks.
  await openOptions(page)
  const people = page.getByRole('combobox', { name: 'Mời người có tài khoản' })
  await people.click()
  await people.pressSequentially('do dung')
  await expect(page.getByRole('option', { name: 'Đỗ Tiến Dũng' })).toBeVisible()
  await people.press('ArrowDown')
  await people.press('Enter')
  await expect(people).toHaveValue('')
  await expect(page.getByRole('list', { name: 'Những người đã chọn' })).toContainText(
    'Đỗ Tiến Dũng',
  )
  await sound(page, 'create-options-1366', { fullPage: true })
  await page.getByLabel('Tên cuộc họp').fill('Triển khai nhiệm vụ')
  const creating = page.waitForRequest((request) => request.method() === 'POST')
  await submit.click()
  expect((await creating).postDataJSON()).toMatchObject({
    schedule: { start: '2027-02-09T14:30', zone: 'Asia/Ho_Chi_Minh', people: ['dung.dt'] },
  })
  await expect(page.getByText('Thứ Ba, 09/02/2027, từ 14:30 đến 15:30').first()).toBeVisible()
})

test('nothing is made of an incomplete date, and what is missing is said', async ({ office }) => {
  const host = await office.hostPerson(PHONE)
  const { page } = host
  await page.goto(`${office.server.url}/meetings/new#timed`)
  await page.getByLabel('Tên cuộc họp').fill('Giao ban')
  const day = page.getByRole('group', { name: 'Ngày họp' }).getByRole('spinbutton').first()
  await day.focus()
  await day.press('Backspace')
  await day.press('Backspace')
  await host.button('Tạo cuộc họp').click()
  await expect(page.getByText('Vui lòng chọn ngày, ví dụ 02/09/2026.')).toBeVisible()
  await expect(page.getByLabel('Tên cuộc họp')).toHaveValue('Giao ban')
  await sound(page, 'create-missing-360', { fullPage: true })
})

for (const size of [OFFICE_LAPTOP, PHONE]) {
  test(`a repeating meeting says its rule, its dates and whose password that is: ${size.width}`, async ({
    office,
  }) => {
    const host = await office.hostPerson(size)
    const { page } = host
    await page.goto(`${office.server.url}/meetings/new`)
    await page.getByText('Giao ban', { exact: true }).click()
    await page.getByLabel('Tên cuộc họp').fill('Giao ban tuần')
    // A Monday.
    await typeDate(page, 'Ngày họp', '2027-02-01')
    await typeTime(page, 'Giờ bắt đầu', '08:00')
    const answering = page.waitForResponse((one) => one.request().method() === 'POST')
    await host.button('Tạo cuộc họp').click()
    const { password } = (await (await answering).json()) as MeetingSecret
    await expect(page.getByText('Thứ Hai, 01/02/2027, từ 08:00 đến 09:00').first()).toBeVisible()
    await expect(page.getByText('Lặp hằng tuần vào Thứ Hai, 10 buổi').first()).toBeVisible()
    await expect(page.getByText('Mật khẩu chỉ của buổi 01/02/2027')).toBeVisible()
    await expect(page.locator('.secret-password')).toHaveText(password)
    const dates = page.getByRole('region', { name: 'Các buổi họp' })
    await expect(dates.getByRole('listitem')).toHaveCount(6)
    await host.button('Xem thêm 4 buổi').click()
    await expect(dates.getByRole('listitem')).toHaveCount(10)
    await expect(dates.getByRole('listitem').last()).toContainText('05/04/2027')
    await expect(page.getByRole('img', { name: 'Mã QR của liên kết' })).toBeVisible()
    await sound(page, `made-${size.width}`, { fullPage: true })
  })
}
