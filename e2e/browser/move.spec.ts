import { expect, test } from '../support/browser.ts'

const TITLE = 'Chuyển cuộc họp sang thiết bị này?'

test('[ADM7] a host who comes from a second device is asked, and presents there as before', async ({
  office,
}) => {
  const { meeting, host: first } = await office.doorway()
  await (await first.tool('Tài liệu')).click()
  await first.button('Mở bảng trắng').click()
  await expect(first.button('Bút đánh dấu')).toBeVisible()

  const second = await office.hostPerson()
  await second.page.goto(meeting.link)
  await second.button('Vào cuộc họp').click()
  await expect(second.page.getByText(TITLE)).toBeVisible()
  await second.button('Không chuyển').click()
  await expect(second.page.getByText(TITLE)).toHaveCount(0)
  await first.inside()

  await second.button('Vào cuộc họp').click()
  await second.button('Chuyển sang thiết bị này').click()
  await second.inside()
  await expect(first.page.getByRole('heading', { name: 'Bạn đã vào họp ở nơi khác' })).toBeVisible()
  await expect(second.tile('Trần Chủ Tọa')).toHaveCount(1)
  // Still the presenter: the drawing tools are theirs.
  await expect(second.button('Bút đánh dấu')).toBeVisible()
})
