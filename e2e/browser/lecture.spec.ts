import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

const podium = ({ page }: Person) => page.getByRole('region', { name: 'Phát biểu' })

test('[FLR2] raised hands are called in order with one press, which ends the previous speaker’s turn', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair('lecture')
  const third = await office.admitted(host, meeting, 'Phạm Chi')
  await third.button('Giơ tay').click()
  await expect(podium(guest)).toContainText('Sắp phát biểu: Phạm Chi')
  await guest.button('Giơ tay').click()
  await expect(podium(host)).toContainText('Sắp phát biểu: Phạm Chi, Lê Bình')

  await host.button('Mời Phạm Chi').click()
  await expect(podium(guest)).toContainText('Đang phát biểu: Phạm Chi 00:0')
  await third.button('Bật micrô').click()
  await guest.hears()
  // By keyboard, wherever the focus is.
  await host.page.keyboard.press('Alt+n')
  await expect(podium(third)).toContainText('Đang phát biểu: Lê Bình')
  await expect(podium(third)).not.toContainText('Sắp phát biểu')
  await host.silent('audio')
  await guest.button('Bật micrô').click()
  await third.hears()

  await host.openPanel('Phát biểu')
  const times = host.page.getByRole('complementary').getByText('Thời gian đã phát biểu')
  await expect(times).toBeVisible()
  await host.screenshot('lecture-host')
  await guest.openPanel('Phát biểu')
  await expect(guest.page.getByText('Thời gian đã phát biểu')).toHaveCount(0)
})

/** The question in the list, not in the input field. */
const question = ({ page }: Person) =>
  page.getByRole('listitem').getByText('Hạn nộp bài là ngày nào?')

test('[FLR4] a question reaches moderators, is shown to all and answered; a late co-host can read it', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair('lecture')
  const third = await office.admitted(host, meeting, 'Phạm Chi')
  await guest.openPanel('Câu hỏi')
  await guest.page.getByRole('textbox', { name: 'Viết câu hỏi' }).fill('Hạn nộp bài là ngày nào?')
  await guest.page.keyboard.press('Enter')
  await expect(question(guest)).toBeVisible()
  await expect(host.button('Thêm công cụ')).toHaveAccessibleDescription('1 câu hỏi chờ trả lời')
  await expect(await host.tool('Câu hỏi')).toHaveAccessibleDescription('1 câu hỏi chờ trả lời')
  await third.openPanel('Câu hỏi')
  await expect(question(third)).toHaveCount(0)

  await host.openPanel('Câu hỏi')
  await host.button('Hiện cho mọi người: Lê Bình').click()
  await expect(third.page.getByText('Câu hỏi của Lê Bình')).toBeVisible()
  await third.screenshot('lecture-question-shown')
  await host.button('Đã trả lời: Lê Bình').click()
  await host.button('Ngừng hiện: Lê Bình').click()
  await expect(third.page.getByText('Câu hỏi của Lê Bình')).toHaveCount(0)
  await expect(guest.page.getByText('Đã trả lời')).toBeVisible()

  const late = await office.admitted(host, meeting, 'Đỗ Dũng')
  await host.act('Đỗ Dũng', 'Chỉ định làm đồng chủ trì')
  await host.button('Chỉ định').click()
  await late.openPanel('Câu hỏi')
  await expect(question(late)).toBeVisible()
})

test('the host downloads the attendance list: every stay, total minutes, who is still present', async ({
  office,
}) => {
  const { host, guest } = await office.pair('lecture')
  await guest.button('Rời họp').click()
  await expect(host.tile('Lê Bình')).toHaveCount(0)
  await host.openPanel('Phát biểu')
  await host.button('Điểm danh').click()
  const dialog = host.page.getByRole('dialog', { name: 'Danh sách người tham dự' })
  await expect(dialog.getByText('Trần Chủ Tọa')).toBeVisible()
  await expect(dialog.getByText(/đang họp/)).toHaveCount(1)
  const saved = host.page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Lưu thành tệp CSV' }).click()
  expect((await saved).suggestedFilename()).toMatch(/attendance\.csv$/)
  await host.screenshot('lecture-attendance')
})
