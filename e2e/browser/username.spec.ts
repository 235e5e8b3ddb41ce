import { ACCOUNT_PASSWORD } from '../support/harness.ts'
import { Person, expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

test('a username is told where its password is set and in the menu, and sign-in says what to do without it', async ({
  office,
  browser,
}) => {
  const body = { username: 'minhlt', name: 'Lê Minh', role: 'host' }
  const { link } = await office.host.post<{ link: string }>('/api/accounts', body)
  const host = await Person.open(browser)
  const { page } = host
  await page.goto(link)
  await expect(page.getByLabel('Tên đăng nhập của Lê Minh')).toHaveValue('minhlt')
  await sound(page, 'activate-username')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(ACCOUNT_PASSWORD)
  await host.button('Đặt mật khẩu').click()

  await host.button('Tài khoản của Lê Minh').click()
  await expect(page.getByRole('menu')).toContainText('Tên đăng nhập: minhlt')
  await sound(page, 'menu-username')
  await page.getByRole('menuitem', { name: 'Đăng xuất', exact: true }).click()
  await expect(page.getByText(/^Quên tên đăng nhập hoặc mật khẩu\?/)).toBeVisible()
  await sound(page, 'sign-in-forgotten')

  // A link that was used says nothing about anybody.
  await page.goto(link)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Kích hoạt tài khoản' })).toBeVisible()
  await expect(page.getByLabel('Tên đăng nhập của Lê Minh')).toHaveCount(0)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(ACCOUNT_PASSWORD)
  await host.button('Đặt mật khẩu').click()
  await expect(page.getByRole('alert')).toBeVisible()
})
