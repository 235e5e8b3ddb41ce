import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/browser.ts'
import type { Office } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { ACCOUNT_PASSWORD } from '../support/harness.ts'
import { Visitor } from '../support/visitor.ts'

/** Another host's meeting, still empty. */
async function theirsOn({ server, host }: Office) {
  const account = { username: 'phongdaotao', name: 'Nguyễn Thị Đào Tạo', role: 'host' }
  const { link } = await host.post<{ link: string }>('/api/accounts', account)
  const other = new Visitor(server)
  await other.post('/api/activate', { token: link.split('#')[1], password: ACCOUNT_PASSWORD })
  return other.createMeeting('Hội nghị tập huấn công tác văn thư, lưu trữ')
}

test('[AUD] an operator contains a leak in another host’s meeting by keyboard, and downloads the evidence', async ({
  office,
}) => {
  const theirs = await theirsOn(office)
  await office.meeting()
  const operator = await office.hostPerson()
  const { page } = operator
  await page.goto(office.server.url)
  await page.getByRole('link', { name: 'Mọi cuộc họp' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cuộc họp trên máy chủ')
  const row = page.getByRole('row', { name: /văn thư/ })
  await expect(row).toContainText('Nguyễn Thị Đào Tạo')
  await sound(page, 'server-meetings-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await sound(page, 'server-meetings-360')

  const contain = operator.button(`Ngăn chặn lộ, lọt: ${theirs.meeting.title}`)
  const dialog = page.getByRole('alertdialog')
  await contain.press('Enter')
  await expect(dialog).toBeVisible()
  await sound(page, 'server-contain-360')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(contain).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Ngăn chặn ngay' }).press('Enter')
  await expect(dialog).toContainText('Vui lòng báo chủ trì đặt mật khẩu mới')
  await expect(dialog.getByLabel('Mật khẩu', { exact: true })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Đóng' }).press('Enter')
  const late = await new Visitor(office.server).enter(theirs.meeting.id, {
    name: 'Đến Muộn',
    password: theirs.password,
  })
  expect(late.body).toEqual({ code: 'wrong_password' })

  const bundle = page.waitForEvent('download')
  await row.getByRole('link', { name: /Tải hồ sơ chứng cứ/ }).click()
  const zip = await readFile(await (await bundle).path())
  expect(zip.subarray(0, 4).toString()).toBe('PK\u0003\u0004')
})
