import { Office, expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { TestServer } from '../support/server.ts'
import { Visitor } from '../support/visitor.ts'
import { openOptions } from '../support/pick.ts'

test('[POL1] an operator tightens the rules with a fresh proof, and they apply to hosts and guests', async ({
  browser,
}) => {
  // A separate server: its rules and its operator's session must not affect other tests.
  const server = await TestServer.start()
  const visitor = new Visitor(server)
  await visitor.setUp()
  const office = new Office(server, visitor, browser)
  const operator = await office.hostPerson()
  const { page } = operator
  await page.goto(office.server.url)
  await page.getByRole('link', { name: 'Quy định', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Quy định của máy chủ')
  await page.setViewportSize({ width: 1280, height: 900 })
  await sound(page, 'server-policy-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await sound(page, 'server-policy-360')

  // Below the floor: reported before anything is sent.
  const length = page.getByLabel('Độ dài tối thiểu của mật khẩu tự đặt')
  await length.fill('8')
  await operator.button('Áp dụng').click()
  await expect(page.getByText('Vui lòng nhập một số nguyên trong phạm vi cho phép.')).toBeVisible()
  await expect(length).toHaveAttribute('aria-invalid', 'true')
  await sound(page, 'server-policy-refused-360')

  // As after five minutes: a fresh proof is asked for, and the action is then carried out.
  let asked = 0
  await page.route('**/api/policy', async (route) => {
    if (route.request().method() !== 'POST' || asked++ > 0) return route.continue()
    return route.fulfill({ status: 403, json: { code: 'proof_needed' } })
  })
  await length.fill('20')
  await page.getByRole('radio', { name: 'Chỉ nhận khách có thư mời riêng' }).check()
  await operator.button('Áp dụng').press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Xác thực lại' })
  await expect(dialog).toBeVisible()
  await sound(page, 'server-policy-prove-360')
  await dialog.getByRole('button', { name: 'Dùng mã khôi phục' }).click()
  await dialog.getByRole('textbox').fill(office.host.recoveryCodes.pop() ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Quy định mới đã có hiệu lực.')).toBeVisible()
  await sound(page, 'server-policy-done-360')

  // A fresh proof means a new token, which this browser has and the other cookie jar does not.
  await page.goto(`${office.server.url}/meetings/new`)
  await expect(page.getByText(/khách phải có thư mời riêng mới được vào phòng chờ/)).toBeVisible()
  await openOptions(page)
  await page.getByRole('radio', { name: 'Tự đặt mật khẩu' }).check()
  await expect(page.getByText(/20 ký tự/)).toBeVisible()
  await sound(page, 'create-with-rules-360')
  await page.getByRole('radio', { name: /Để hệ thống đề xuất/ }).check()
  await page.getByLabel('Tên cuộc họp').fill('Giao ban tuần')
  await operator.button('Tạo cuộc họp').click()
  const password = await page.getByLabel('Mật khẩu', { exact: true }).textContent()
  const link = await page.getByRole('link', { name: 'Vào họp' }).getAttribute('href')

  const guest = await office.person({ width: 360, height: 740 })
  await guest.knock(`${office.server.url}${link}`, 'Lê Bình', 'khong-phai-mat-khau-nay-dau')
  await expect(guest.page.getByRole('alert')).toContainText('Mật khẩu')
  await expect(guest.page.getByText(/thư mời/)).toHaveCount(0)
  await guest.page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(password ?? '')
  await guest.button('Vào cuộc họp').click()
  await expect(guest.page.getByRole('alert')).toContainText(
    'chỉ nhận khách có thư mời riêng và người có tài khoản',
  )
  await sound(guest.page, 'guest-not-taken-360')

  await page.goto(`${office.server.url}/audit`)
  const entry = page.getByRole('row', { name: /Thay đổi quy định của máy chủ/ }).first()
  await expect(entry).toContainText(/Trước: .*; Sau: /)
  await office.goHome()
  await server.stop()
})
