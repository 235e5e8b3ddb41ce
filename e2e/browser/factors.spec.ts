import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'
import { ACCOUNT_PASSWORD } from '../support/harness.ts'
import { totpCode } from '../support/visitor.ts'

/** Chromium's virtual authenticator with user verification (WebAuthn Level 3, 11.2). */
async function authenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Creates a host account; returns its activation link. */
async function newHost(office: Office, username: string, name: string): Promise<string> {
  const made = await office.host.post<{ link: string }>('/api/accounts', {
    username,
    name,
    role: 'host',
  })
  return made.link
}

async function activate(person: Person, link: string): Promise<void> {
  await person.page.goto(link)
  await person.page.getByLabel('Mật khẩu', { exact: true }).fill(ACCOUNT_PASSWORD)
  await person.button('Đặt mật khẩu').click()
}

async function password(person: Person, office: Office, username: string): Promise<void> {
  await person.page.goto(`${office.server.url}/sign-in`)
  await person.page.getByLabel('Tên đăng nhập').fill(username)
  await person.page.getByLabel('Mật khẩu', { exact: true }).fill(ACCOUNT_PASSWORD)
  await person.page.keyboard.press('Enter')
}

const signedIn = (person: Person) =>
  expect(person.page.getByRole('heading', { name: 'Hôm nay' })).toBeVisible()
const code = (person: Person) => person.page.getByLabel('Mã 6 chữ số trong ứng dụng xác thực')

/** Signs out through the menu. */
async function signOut(person: Person, name: string): Promise<void> {
  await person.button(`Tài khoản của ${name}`).click()
  await person.page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click()
  await expect(person.page.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible()
}

test('[SES] an operator’s rule makes a host enroll an app; then its code and a recovery code work', async ({
  office,
}) => {
  const operator = await office.hostPerson()
  await operator.page.goto(`${office.server.url}/accounts`)
  await operator.page
    .getByRole('checkbox', { name: 'Người tổ chức phải có phương thức xác thực thứ hai' })
    .click()
  await expect(operator.page.getByRole('checkbox')).toBeChecked()

  const host = await office.person()
  await activate(host, await newHost(office, 'minh', 'Lê Minh'))
  await expect(
    host.page.getByRole('heading', { name: 'Thêm phương thức xác thực thứ hai' }),
  ).toBeVisible()
  // No way around it: every page asks for a factor.
  await host.page.goto(`${office.server.url}/meetings/new`)
  await expect(
    host.page.getByRole('heading', { name: 'Thêm phương thức xác thực thứ hai' }),
  ).toBeVisible()
  const key = host.page.locator('output code')
  const secret = (await key.textContent())?.replaceAll(' ', '') ?? ''
  await expect(host.page.locator('svg.qr path')).toBeVisible()
  await code(host).fill('000000')
  await host.page.keyboard.press('Enter')
  await expect(host.page.getByRole('alert')).toContainText('Mã không đúng')
  await code(host).fill(totpCode(secret))
  await host.page.keyboard.press('Enter')
  const codes = host.page.getByRole('list', { name: 'Danh sách mã khôi phục' })
  await expect(codes.getByRole('listitem')).toHaveCount(10)
  const recovery = (await codes.getByRole('listitem').first().textContent()) ?? ''
  await host.button('Tôi đã cất các mã này').click()
  await expect(host.page.getByRole('heading', { name: 'Tạo cuộc họp' })).toBeVisible()

  await signOut(host, 'Lê Minh')
  await password(host, office, 'minh')
  await expect(host.page.getByRole('heading', { name: 'Xác thực bước hai' })).toBeVisible()
  await expect(code(host)).toBeFocused()
  await code(host).fill(totpCode(secret, 1))
  await host.page.keyboard.press('Enter')
  await signedIn(host)

  await signOut(host, 'Lê Minh')
  await password(host, office, 'minh')
  await host.button('Dùng mã khôi phục').click()
  await host.page.getByLabel('Mã khôi phục').fill(recovery.toUpperCase())
  await host.page.keyboard.press('Enter')
  await signedIn(host)

  await operator.page.getByRole('checkbox').click()
  await expect(operator.page.getByRole('checkbox')).not.toBeChecked()
})

test('[SES] a passkey is added, and serves as second step and as complete sign-in', async ({
  office,
}) => {
  const host = await office.person()
  await authenticator(host.page)
  await activate(host, await newHost(office, 'hoa', 'Trần Hoa'))
  await signedIn(host)
  await host.button('Tài khoản của Trần Hoa').click()
  await host.page.getByRole('menuitem', { name: 'Bảo mật tài khoản' }).click()
  await expect(host.page.getByRole('heading', { name: 'Bảo mật tài khoản' })).toBeVisible()
  await host.button('Thêm phương thức').click()
  await host.page.getByRole('radio', { name: 'Khóa truy cập (passkey)' }).click()
  await host.button('Tạo khóa truy cập').click()
  await host.button('Tôi đã cất các mã này').click()
  const factors = host.page.getByRole('list', { name: 'Phương thức xác thực thứ hai' })
  await expect(factors.getByText('Thiết bị này')).toBeVisible()
  await expect(host.page.getByText('Còn 10 mã chưa dùng.')).toBeVisible()

  await signOut(host, 'Trần Hoa')
  await password(host, office, 'hoa')
  await host.button('Dùng khóa truy cập').click()
  await signedIn(host)

  await signOut(host, 'Trần Hoa')
  await host.button('Đăng nhập bằng khóa truy cập').click()
  await signedIn(host)

  // Renamed, then removed; now nothing asks for it.
  await host.page.goto(`${office.server.url}/account/security`)
  await host.button('Đổi tên: Thiết bị này').click()
  await host.page.getByLabel('Tên gợi nhớ').fill('Máy tính ở cơ quan')
  await host.button('Đổi tên').click()
  await host.button('Gỡ: Máy tính ở cơ quan').click()
  await host.page.getByRole('alertdialog').getByRole('button', { name: 'Gỡ' }).click()
  await expect(host.page.getByText('Chưa có. Chỉ cần biết mật khẩu')).toBeVisible()
})

test('[SES] a person’s sessions are listed, and the others can be ended', async ({ office }) => {
  const host = await office.person()
  await activate(host, await newHost(office, 'an', 'Võ An'))
  await signedIn(host)
  const elsewhere = await office.person()
  await password(elsewhere, office, 'an')
  await signedIn(elsewhere)

  await host.page.goto(`${office.server.url}/account/security`)
  const sessions = host.page.getByRole('list', { name: 'Danh sách phiên đăng nhập' })
  await expect(sessions.getByRole('listitem')).toHaveCount(2)
  await expect(sessions.getByText('Chrome · Linux')).toHaveCount(2)
  await expect(sessions.getByText('Phiên này')).toHaveCount(1)
  await host.button('Kết thúc phiên: Chrome · Linux').click()
  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  await elsewhere.page.goto(`${office.server.url}/meetings`)
  await expect(elsewhere.page.getByText('Vui lòng đăng nhập để tiếp tục.')).toBeVisible()
})
