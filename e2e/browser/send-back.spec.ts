import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

test('[ADM9] all but one are sent back to the lobby, are told why, and need to be admitted again', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const other = await office.admitted(host, meeting, 'Phạm Chi')
  await host.hears()

  await host.openPanel('Điều hành')
  await host.button('Đưa về phòng chờ…').click()
  const dialog = host.page.getByRole('alertdialog')
  await dialog.getByRole('checkbox', { name: 'Phạm Chi' }).check()
  await dialog.getByLabel('Lời nhắn (không bắt buộc)').fill('Hai bên họp riêng mười phút.')
  await sound(host.page, 'send-back-1280')
  await host.page.setViewportSize({ width: 360, height: 740 })
  await sound(host.page, 'send-back-360')
  await host.page.setViewportSize({ width: 1280, height: 800 })
  await dialog.getByRole('button', { name: 'Đưa 1 người về phòng chờ' }).click()

  const { page } = guest
  await expect(page.getByRole('heading', { name: 'Bạn được đưa về phòng chờ' })).toBeVisible()
  await expect(page.getByText('Hai bên họp riêng mười phút.')).toBeVisible()
  await sound(page, 'sent-back-1280')
  await expect(other.tile('Lê Bình')).toHaveCount(0)
  // The others continue.
  await other.hears()
  // A reload does not change this.
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Bạn được đưa về phòng chờ' })).toBeVisible()

  await host.admit('Lê Bình')
  await guest.inside()
  // Readmission alone makes them neither heard nor seen.
  await expect(guest.button('Bật micrô')).toBeVisible()
  await expect(guest.button('Bật camera')).toBeVisible()
  await guest.button('Bật micrô').click()
  await other.hears()
})
