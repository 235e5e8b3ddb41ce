import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

const podium = ({ page }: Person) => page.getByRole('region', { name: 'Phát biểu' })
const large = ({ page }: Person) => page.locator('.tile-large')

test('[FLR2] the chair orders the provinces by keyboard and passes the floor with one press', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair('conference')
  const third = await office.admitted(host, meeting, 'Phạm Chi')
  await host.openPanel('Phát biểu')
  await host.button('Thêm người').press('Enter')
  await host.page.getByRole('menuitem', { name: /^Tất cả 2/ }).press('Enter')
  const list = host.page.locator('.speakers')
  await expect(list.getByRole('listitem')).toHaveText([/^1\. Lê Bình/, /^2\. Phạm Chi/])
  await expect(guest.page.getByText('Bạn là người phát biểu tiếp theo.')).toBeVisible()
  await host.button('Đưa Phạm Chi lên trước').press('Enter')
  await expect(list.getByRole('listitem')).toHaveText([/^1\. Phạm Chi/, /^2\. Lê Bình/])
  // The focus moved with the row, to its other button, because it is now at the top.
  await expect(host.button('Đưa Phạm Chi xuống sau')).toBeFocused()
  await expect(podium(guest)).toContainText('Sắp phát biểu: Phạm Chi, Lê Bình')

  await host.page.keyboard.press('Alt+n')
  await expect(third.page.getByText(/Chủ trì chưa cho phép bạn bật camera/)).toHaveCount(0)
  await third.button('Bật camera').click()
  await third.button('Bật micrô').click()
  await expect(large(guest)).toHaveAccessibleName('Phạm Chi')
  await guest.picture(large(guest).locator('video'))
  await guest.hears()
  await expect(large(third)).toHaveCount(0)
  await host.screenshot('conference-host')

  // Without a queue: from anyone's menu, and the previous speaker is muted and small.
  await host.act('Lê Bình', 'Chuyển quyền phát biểu cho riêng người này')
  await expect(large(third)).toHaveAccessibleName('Lê Bình')
  await expect(third.button('Bật micrô')).toBeVisible()
  await host.silent('audio')

  // A person's own pin takes precedence.
  await third.openPanel('Người tham dự')
  await third.button('Thao tác với Trần Chủ Tọa').click()
  await third.page.getByRole('menuitem', { name: 'Ghim cho tôi' }).click()
  await expect(large(third)).toHaveAccessibleName('Trần Chủ Tọa')
})

test('[FLR2] the room display says who has the floor and who is next', async ({ office }) => {
  const { meeting, host, guest } = await office.pair('conference')
  const hall = await office.admitted(host, meeting, 'Hội trường A')
  await guest.button('Giơ tay').click()
  await (await hall.tool('Hiển thị')).click()
  await hall.page.getByRole('menuitem', { name: 'Màn hình hội trường' }).click()
  await expect(podium(hall)).toContainText('Sắp phát biểu: Lê Bình')
  await host.button('Mời Lê Bình').click()
  await expect(podium(hall)).toContainText('Đang phát biểu: Lê Bình')
  await expect(hall.button(/^Mời/)).toHaveCount(0)
  await hall.screenshot('conference-hall')

  // Announcements are shown in the hall too; chat is not.
  await host.openPanel('Tin nhắn')
  const text = host.page.getByRole('textbox', { name: 'Viết tin nhắn' })
  for (const [to, what] of [
    ['Mọi người', 'Chào các anh chị'],
    ['Thông báo cho mọi người', 'Nghỉ giải lao đến 10 giờ'],
  ] as const) {
    await host.page.getByLabel('Gửi tới').selectOption(to)
    await text.fill(what)
    await text.press('Enter')
    await expect(text).toHaveValue('')
    // An answer to somebody must not go out as the next announcement.
    await expect(host.page.getByLabel('Gửi tới')).toHaveValue('all')
  }
  await expect(hall.page.locator('.toast')).toHaveText(/: Nghỉ giải lao đến 10 giờ$/)
  await hall.screenshot('conference-hall-announced')
  // For others the announcement stays until they dismiss it.
  const notice = guest.page.locator('.toast', { hasText: /: Nghỉ giải lao đến 10 giờ/ })
  await notice.getByRole('button', { name: 'Đóng thông báo' }).click()
  await expect(notice).toHaveCount(0)

  // Hosts also look for it among what they control.
  await host.openPanel('Điều hành')
  await host.button('Gửi thông báo cho mọi người').click()
  await expect(host.page.getByLabel('Gửi tới')).toHaveValue('announcement')
  await host.openPanel('Người tham dự')
  await host.openPanel('Tin nhắn')
  await expect(host.page.getByLabel('Gửi tới')).toHaveValue('all')
})
