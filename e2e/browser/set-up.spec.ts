import { test as base } from '@playwright/test'
import { Person, expect } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { OPERATOR_PASSWORD, totpCode } from '../support/visitor.ts'

const test = base.extend<{ server: TestServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads fixture dependencies from the pattern.
  server: async ({}, use) => {
    const server = await TestServer.start()
    await use(server)
    await server.stop()
  },
})

test('from the printed setup link to a first meeting, by keyboard and pointer', async ({
  server,
  browser,
}) => {
  const person = await Person.open(browser)
  const { page } = person
  // [NET] Nothing outside the server is reachable for this browser.
  const { host } = new URL(server.url)
  await page.route(
    (url) => url.host !== host,
    (route) => route.abort(),
  )
  const setup = `${server.url}/setup#${await server.setupToken()}`
  await page.goto(setup)
  await page.getByLabel('Tên đăng nhập').fill('chutoa')
  await page.getByLabel('Họ và tên').fill('Trần Chủ Tọa')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('ngan')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('15')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(OPERATOR_PASSWORD)
  await page.keyboard.press('Enter')

  // [SES] An operator must have a second factor before anything else.
  await expect(
    page.getByRole('heading', { name: 'Thêm phương thức xác thực thứ hai' }),
  ).toBeVisible()
  const secret = (await page.locator('output code').textContent())?.replaceAll(' ', '') ?? ''
  await page.getByLabel('Mã 6 chữ số trong ứng dụng xác thực').fill(totpCode(secret))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Tôi đã cất các mã này' }).click()
  await expect(page.getByRole('heading', { name: 'Hôm nay' })).toBeVisible()

  await page.getByRole('link', { name: 'Cuộc họp của tôi' }).first().click()
  await page.getByRole('link', { name: 'Tạo cuộc họp' }).first().click()
  await page.getByLabel('Tên cuộc họp').fill('Giao ban tuần')
  await page.getByRole('button', { name: 'Tạo cuộc họp' }).click()
  await expect(page.getByRole('heading', { name: 'Cuộc họp đã sẵn sàng' })).toBeVisible()
  await person.screenshot('meeting-created')
  await page.getByRole('link', { name: 'Vào họp' }).click()
  await expect(page.getByText('Bạn đang đăng nhập với tên Trần Chủ Tọa.')).toBeVisible()

  // And nothing has tried to reach it.
  const foreign = person.requests.filter((url) => {
    const { protocol, host: asked } = new URL(url)
    return asked !== host && !['data:', 'blob:'].includes(protocol)
  })
  expect(foreign).toEqual([])

  // [SES] The link is used up.
  const other = await Person.open(browser)
  await other.page.goto(setup)
  await other.page.getByLabel('Tên đăng nhập').fill('kegian')
  await other.page.getByLabel('Họ và tên').fill('Kẻ Gian')
  await other.page.getByLabel('Mật khẩu', { exact: true }).fill(OPERATOR_PASSWORD)
  await other.page.keyboard.press('Enter')
  await expect(other.page.getByRole('alert')).toContainText('không còn hiệu lực')
})
