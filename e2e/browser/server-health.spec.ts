import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

test('an operator sees how the server is, and that there is no way to listen in', async ({
  office,
}) => {
  const operator = await office.hostPerson()
  const { page } = operator
  await page.goto(office.server.url)
  await page.getByRole('link', { name: 'Tình trạng máy chủ' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tình trạng máy chủ')
  await expect(page.getByText('Máy chủ hoạt động bình thường.')).toBeVisible()
  await expect(page.getByText(/không có cách nào nghe hoặc xem/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Người trong phòng họp/ })).toContainText(
    /\d+ trên tối đa \d+/,
  )
  await expect(page.getByRole('row', { name: /^Số 1/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Phiên bản/ })).toContainText('An Họp 0.1.0')
  await page.setViewportSize({ width: 1280, height: 800 })
  await sound(page, 'server-health-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await sound(page, 'server-health-360')
})
