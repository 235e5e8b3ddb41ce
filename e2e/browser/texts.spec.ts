import { expect, test } from '../support/browser.ts'

test('[INP1] [INP2] pasted text is cleaned, and among several invitations the faulty line is named', async ({
  office,
}) => {
  const meeting = await office.meeting()
  const host = await office.hostPerson()
  const { page } = host
  await page.goto(`${office.server.url}/meetings/${meeting.meeting.id}/invites`)
  const names = page.getByRole('textbox', { name: 'Danh sách tên' })
  const list = 'Nguyễn An\n\nLê\u00ad Bình\nPhạm\tChi'
  await names.fill(list)
  await host.button('Tạo 3 thư mời').click()
  await expect(page.getByRole('alert')).toContainText(/Dòng 3: Lê.* Bình.*ký tự ẩn/)
  await expect(names).toHaveValue(list)
  await names.fill(list.replace('\u00ad', ''))
  await host.button('Tạo 3 thư mời').click()
  await expect(page.getByRole('table', { name: 'Liên kết vừa tạo' }).getByRole('row')).toHaveCount(
    4,
  )

  await host.enterAsHost(meeting.link)
  await host.button(/^Tin nhắn/).click()
  const write = page.getByRole('textbox', { name: 'Viết tin nhắn' })
  await write.fill('\uf0b7 Kinh phí\t12\u200b triệu 👩‍🔬')
  await write.press('Enter')
  // Until the reply, the field holds the same words.
  await expect(page.getByRole('log').getByText('Kinh phí 12 triệu 👩‍🔬')).toBeVisible()
  await write.fill('\u200b\ufeff')
  await write.press('Enter')
  await expect(page.getByText('Vui lòng điền “Nội dung”.')).toBeVisible()
})

test('[ADM5] a name with a hidden character is refused, with field and cause', async ({
  office,
}) => {
  const meeting = await office.meeting()
  const other = await office.person()
  await other.page.goto(meeting.link)
  await other.page.getByRole('textbox', { name: 'Họ và tên' }).fill('An\u200b')
  await other.page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await other.button('Vào cuộc họp').click()
  await expect(other.page.getByRole('alert')).toContainText(/“Họ tên” có ký tự ẩn/)
  await expect(other.page.getByLabel('Mật khẩu cuộc họp', { exact: true })).toHaveValue(
    meeting.password,
  )
})
