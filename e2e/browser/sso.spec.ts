import { test as base } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { Person, expect } from '../support/browser.ts'
import { TestProvider } from '../support/provider.ts'
import { TestServer, freePort } from '../support/server.ts'

const BUTTON = 'Đăng nhập bằng Cổng Sở Nội vụ'

const PEOPLE = {
  'nv-001': { name: 'Trần Thị Hòa', preferred_username: 'hoa.tran', roles: ['chu-tri'] },
  'nv-002': { name: 'Lê Văn Vận', roles: ['van-hanh'], factors: ['pwd', 'otp', 'mfa'] },
  'nv-003': { name: 'Phạm Người Khác', roles: ['ke-toan'] },
}

/** The provider is at 127.0.0.1 and the server at localhost: two sites, as in practice. */
const test = base.extend<object, { provider: TestProvider; server: TestServer }>({
  provider: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads fixture dependencies from the pattern.
    async ({}, use) => {
      const provider = await TestProvider.start(PEOPLE)
      await use(provider)
      await provider.stop()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ provider }, use) => {
      const server = await TestServer.start(provider.env)
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
})

async function atProvider(browser: Browser, server: TestServer, page = '/sign-in') {
  const person = await Person.open(browser)
  await person.page.goto(server.url + page)
  await person.page.getByRole('link', { name: BUTTON }).click()
  await expect(person.page.getByLabel('Login')).toBeVisible()
  return person
}

async function signIn(browser: Browser, server: TestServer, login: string, page?: string) {
  const person = await atProvider(browser, server, page)
  await person.page.getByLabel('Login').fill(login)
  await person.page.getByRole('button', { name: 'Sign in' }).click()
  return person
}

test('[SES] from the button to the provider on another site and back, with a SameSite=Strict cookie', async ({
  server,
  browser,
}) => {
  const person = await signIn(browser, server, 'nv-001')
  const { page, context } = person
  await expect(page).toHaveURL(`${server.url}/`)
  await expect(page.getByRole('heading', { name: 'Hôm nay' })).toBeVisible()
  const session = (await context.cookies(server.url)).find(({ name }) => name === 'anhop_session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('anhop_flow')

  // The cookie works afterward, including a reload and creating a meeting.
  await page.reload()
  await page.getByRole('link', { name: 'Cuộc họp của tôi' }).first().click()
  await page.getByRole('link', { name: 'Tạo cuộc họp' }).first().click()
  await page.getByLabel('Tên cuộc họp').fill('Giao ban tuần')
  await page.getByRole('button', { name: 'Tạo cuộc họp' }).click()
  await expect(page.getByRole('heading', { name: 'Cuộc họp đã sẵn sàng' })).toBeVisible()

  // There is no password here to change; signing out goes through the provider as well.
  await page.goto(`${server.url}/account/security`)
  await expect(page.getByRole('heading', { name: 'Các phiên đăng nhập' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Đổi mật khẩu đăng nhập' })).toHaveCount(0)
  // The earlier sign-in is not a fresh proof: the provider is asked again, and reports when it was.
  const addFactor = () => page.getByRole('button', { name: 'Thêm phương thức' }).click()
  await addFactor()
  await page.getByRole('dialog').getByRole('link', { name: BUTTON }).click()
  await expect(page).toHaveURL(`${server.url}/account/security`)
  await addFactor()
  await expect(page.getByRole('radio', { name: 'Ứng dụng xác thực' })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Tài khoản của Trần Thị Hòa' }).click()
  await page.getByRole('menuitem', { name: 'Đăng xuất cả ở Cổng Sở Nội vụ' }).click()
  await page.getByRole('button', { name: /yes/i }).click()
  await expect(page).toHaveURL(`${server.url}/sign-in`)
  await expect(page.getByRole('link', { name: BUTTON })).toBeVisible()
  await page.getByRole('link', { name: BUTTON }).click()
  await expect(page.getByLabel('Login')).toBeVisible()
  await context.close()
})

test('[SES] back to the page that required sign-in, with the role given by the provider', async ({
  server,
  browser,
}) => {
  const person = await signIn(browser, server, 'nv-002', '/accounts')
  await expect(person.page).toHaveURL(`${server.url}/accounts`)
  const row = person.page.getByRole('row', { name: /Lê Văn Vận/ })
  await expect(row).toContainText('Quản trị viên')
  await expect(row).toContainText('Qua hệ thống của cơ quan')
  await expect(row.getByRole('button', { name: /Liên kết mới/ })).toHaveCount(0)
  await person.page.goto(`${server.url}/audit`)
  await expect(person.page.getByRole('rowheader', { name: 'Tạo tài khoản' }).first()).toBeVisible()
  await expect(
    person.page.getByText('Qua hệ thống đăng nhập của cơ quan: có').first(),
  ).toBeVisible()
  await person.context.close()
})

test('[SES] a refusal is explained on the sign-in page', async ({ server, browser }) => {
  const stranger = await signIn(browser, server, 'nv-003')
  await expect(stranger.page).toHaveURL(`${server.url}/sign-in#sso_not_allowed`)
  await expect(stranger.page.getByRole('alert')).toContainText('chưa cấp cho bạn quyền')
  await stranger.screenshot('sso-refused')
  await stranger.context.close()

  const undecided = await atProvider(browser, server)
  await undecided.page.getByRole('button', { name: 'Cancel' }).click()
  await expect(undecided.page.getByRole('alert')).toContainText('không thành công')
  await undecided.context.close()
})

test('[NET] only top-level navigation goes to the provider', async ({
  server,
  provider,
  browser,
}) => {
  const person = await Person.open(browser)
  await person.page.goto(`${server.url}/sign-in`)
  await expect(person.page.getByRole('link', { name: BUTTON })).toBeVisible()
  expect(person.requests.filter((url) => url.startsWith(provider.issuer))).toEqual([])
  const blocked: string[] = []
  person.page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) blocked.push(message.text())
  })
  await person.page.getByRole('link', { name: BUTTON }).click()
  await expect(person.page.getByLabel('Login')).toBeVisible()
  expect(blocked).toEqual([])
  await person.context.close()
})

test('[SES] an unreachable provider is reported, and works again without a restart', async ({
  provider,
  browser,
}) => {
  await provider.stop()
  const port = await freePort()
  const elsewhere = `http://localhost:${port}`
  const settings = { ANHOP_PORT: String(port), ANHOP_PUBLIC_URL: elsewhere }
  const server = await TestServer.start({ ...provider.env, ...settings })
  const { page, context } = await Person.open(browser)
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: BUTTON }).click()
  await expect(page).toHaveURL(`${elsewhere}/sign-in#sso_unavailable`)
  await expect(page.getByRole('alert')).toContainText('hiện không phản hồi')
  // The other way to sign in stays available.
  await expect(page.getByLabel('Mật khẩu', { exact: true })).toBeVisible()

  await provider.up()
  await expect(async () => {
    await page.getByRole('link', { name: BUTTON }).click()
    await expect(page).toHaveURL((url) => url.origin === provider.issuer, { timeout: 1000 })
  }).toPass()
  await context.close()
  await server.stop()
})
