import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

test('[AUD] one step contains a leak, and the others continue', async ({ office }) => {
  const { meeting, host, guest } = await office.pair()
  const suspect = await office.admitted(host, meeting, 'Phạm Chi')
  await guest.sees('Phạm Chi')
  await host.hears()

  await host.openPanel('Điều hành')
  await host.button('Có lộ, lọt thông tin').click()
  const dialog = host.page.getByRole('alertdialog')
  await dialog.getByRole('checkbox', { name: 'Phạm Chi' }).check()
  await sound(host.page, 'leak-1280')
  await dialog.getByRole('button', { name: 'Ngăn chặn ngay' }).click()

  await expect(dialog.getByText('1 người đã bị đưa ra và chặn')).toBeVisible()
  await sound(host.page, 'leak-done-1280')
  await host.page.setViewportSize({ width: 360, height: 740 })
  await sound(host.page, 'leak-done-360')
  await host.page.setViewportSize({ width: 1280, height: 800 })
  const password = await dialog.getByLabel('Mật khẩu', { exact: true }).innerText()
  expect(password).not.toBe(meeting.password)
  await dialog.getByRole('button', { name: 'Đóng' }).click()

  await expect(
    suspect.page.getByRole('heading', { name: 'Bạn không thể vào cuộc họp này' }),
  ).toBeVisible()
  await guest.wasTold('Chủ trì đã tắt micrô của bạn.')
  await guest.silent('audio')
  await guest.silent('video')
  await host.silent('audio')
  await host.silent('video')
  await expect(host.page.getByRole('checkbox', { name: 'Khóa cuộc họp' })).toBeChecked()

  // Everyone else continues, and the old password no longer works.
  await guest.button('Bật micrô').click()
  await host.hears()
  await host.page.getByRole('checkbox', { name: 'Khóa cuộc họp' }).uncheck()
  const late = await office.person()
  await late.knock(meeting.link, 'Đến Muộn', meeting.password)
  await expect(late.page.getByRole('alert')).toContainText('Mật khẩu không đúng')
  await late.knock(meeting.link, 'Đến Muộn', password)
  await late.waits()
})
