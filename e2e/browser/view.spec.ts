import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

const large = ({ page }: Person) => page.locator('.tile-large')

test('the host spotlights someone for everyone, by keyboard; latecomers see it too', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  await host.openPanel('Người tham dự')
  await host.button('Thao tác với Lê Bình').press('Enter')
  await host.page.keyboard.press('ArrowDown')
  await expect(host.page.getByRole('menuitem', { name: 'Làm nổi bật cho mọi người' })).toBeFocused()
  await host.page.keyboard.press('Enter')
  await expect(large(host)).toHaveAccessibleName('Lê Bình')
  await host.picture(large(host).locator('video'))
  await expect(large(guest)).toHaveAccessibleName('Lê Bình')
  await expect(
    guest.page.getByText('Chủ trì đang làm nổi bật hình ảnh của bạn cho mọi người.'),
  ).toBeVisible()
  const late = await office.admitted(host, meeting, 'Phạm Chi')
  await expect(large(late)).toHaveAccessibleName('Lê Bình')

  await host.act('Lê Bình', 'Bỏ làm nổi bật')
  await expect(large(late)).toBeHidden()
  await expect(large(guest)).toBeHidden()
})

test('a muted person is told by whom, and each tile shows its connection quality', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await expect(guest.tile('Trần Chủ Tọa').locator('.line-sign')).toBeVisible()
  await host.act('Lê Bình', 'Tắt micrô')
  await expect(guest.page.getByText('Trần Chủ Tọa đã tắt micrô của bạn.')).toBeVisible()
})
