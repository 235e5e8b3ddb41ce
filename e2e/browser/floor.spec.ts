import { expect, test } from '../support/browser.ts'

test('[PWD4] a wrong password is explained, and nothing typed is lost', async ({ office }) => {
  const { link } = await office.meeting()
  const guest = await office.person()
  await guest.knock(link, 'Lê Bình', 'mat-khau-khong-dung-dau')
  await expect(guest.page.getByRole('alert')).toContainText('Mật khẩu không đúng')
  await expect(guest.page.getByRole('textbox', { name: 'Họ và tên' })).toHaveValue('Lê Bình')
  const password = guest.page.getByLabel('Mật khẩu cuộc họp', { exact: true })
  await expect(password).toHaveValue('mat-khau-khong-dung-dau')
  await expect(password).toBeFocused()
  const selected = () =>
    password.evaluate((field: HTMLInputElement) => [field.selectionStart, field.selectionEnd])
  expect(await selected()).toEqual([0, 'mat-khau-khong-dung-dau'.length])
})

test('[ADM5] a guest’s office has its own field, and the host sees it in the lobby, the room and the list', async ({
  office,
}) => {
  test.slow()
  const { meeting, host, guest } = await office.doorway()
  const { page } = guest
  await page.goto(meeting.link)
  const name = page.getByRole('textbox', { name: 'Họ và tên' })
  const position = page.getByRole('textbox', { name: 'Chức vụ, đơn vị' })
  const long = 'Nguyễn Thị Minh Hằng, Phó Chánh Văn phòng Ủy ban nhân dân thành phố'
  await name.fill(long)
  await expect(name).toHaveValue(long)
  await expect(page.getByText(`${long.length}/60 ký tự`)).toBeVisible()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await guest.button('Vào cuộc họp').click()
  await expect(page.getByText('“Họ và tên” quá dài: nhiều nhất 60 ký tự.')).toBeVisible()
  await name.fill('Mai Chi')
  await position.fill('Phó Chánh Văn phòng, UBND thành phố')
  await guest.button('Vào cuộc họp').click()
  await guest.waits()
  await host.openPanel('Phòng chờ')
  await expect(host.page.getByRole('listitem', { name: 'Mai Chi' })).toContainText('Phó Chánh')
  await host.admit('Mai Chi')
  await guest.inside()
  await host.openPanel('Người tham dự')
  await expect(host.page.locator('.person', { hasText: 'Mai Chi' })).toContainText('Phó Chánh')

  await host.page.goto(`${office.server.url}/meetings`)
  await host.button('Thao tác khác: Giao ban tuần').first().click()
  await host.page.getByRole('menuitem', { name: 'Danh sách người tham dự' }).click()
  await expect(host.page.getByRole('dialog')).toContainText('Phó Chánh Văn phòng')
})

test('[ADM1] arriving early changes nothing: the person waits until the host is there and admits them', async ({
  office,
}) => {
  const meeting = await office.meeting()
  const guest = await office.person()
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  const host = await office.hostPerson()
  await host.enterAsHost(meeting.link)
  await guest.waits()
  await host.admit('Lê Bình')
  await guest.inside()
  await guest.sees('Trần Chủ Tọa')
})

test('[ADM2] a refused person is told and may ask again; a blocked one may not', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.openPanel('Phòng chờ')
  await host.button('Từ chối: Lê Bình').click()
  await expect(
    guest.page.getByRole('heading', { name: 'Bạn chưa được vào cuộc họp' }),
  ).toBeVisible()

  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.button('Thao tác khác: Lê Bình').click()
  await host.page.getByRole('menuitem', { name: 'Từ chối và chặn' }).click()
  await host.page.getByRole('alertdialog').getByRole('button', { name: 'Từ chối và chặn' }).click()
  await expect(
    guest.page.getByRole('heading', { name: 'Bạn không thể vào cuộc họp này' }),
  ).toBeVisible()
  await guest.knock(meeting.link, 'Người Khác', meeting.password)
  await expect(guest.page.getByRole('alert')).toContainText('chặn')
})

test('[ADM6] a removed person disappears from every screen and cannot return', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const third = await office.admitted(host, meeting, 'Phạm Chi')
  await third.sees('Lê Bình')
  await host.act('Lê Bình', 'Đưa ra khỏi cuộc họp')
  await host.page.getByRole('alertdialog').getByRole('button', { name: 'Đưa ra' }).click()
  await expect(
    guest.page.getByRole('heading', { name: 'Bạn đã bị đưa ra khỏi cuộc họp' }),
  ).toBeVisible()
  await expect(third.tile('Lê Bình')).toHaveCount(0)
  await guest.silent('video')
  await guest.page.reload()
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await expect(guest.page.getByRole('alert')).toContainText('đưa ra')
})

test('[ADM2] a locked meeting accepts no knocks, and unlocking it admits nobody', async ({
  office,
}) => {
  const { meeting, host } = await office.pair()
  const waiting = await office.person()
  await waiting.knock(meeting.link, 'Phạm Chi', meeting.password)
  await waiting.waits()
  await host.openPanel('Điều hành')
  const lock = host.page.getByRole('checkbox', { name: 'Khóa cuộc họp' })
  await lock.check()

  const late = await office.person()
  await late.knock(meeting.link, 'Đến Muộn', meeting.password)
  await expect(late.page.getByRole('alert')).toContainText('đang khóa')
  await expect(host.page.getByText('Đến Muộn muốn vào nhưng cuộc họp đang khóa.')).toBeVisible()
  await lock.uncheck()
  await waiting.waits()
})

test('[FLR1] a mute by the host stops packets on the wire, and the muted person is told', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.hears()
  await host.openPanel('Người tham dự')
  await host.button('Tắt micrô: Lê Bình').click()
  await host.silent('audio')
  await expect(guest.page.getByText('Trần Chủ Tọa đã tắt micrô của bạn.')).toBeVisible()
  await guest.button('Bật micrô').click()
  await host.hears()
})

test('[FLR1] all hands are lowered at once, which invites nobody; their people are told', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await guest.button('Giơ tay').click()
  await host.openPanel('Người tham dự')
  await host.button('Hạ tay tất cả').click()
  await expect(guest.page.getByText('Trần Chủ Tọa đã hạ tay của bạn.')).toBeVisible()
  await expect(host.button('Hạ tay tất cả')).toHaveCount(0)
  await expect(host.page.getByText(/Đã được mời phát biểu/)).toHaveCount(0)
  await guest.button('Giơ tay').click()
  await host.act('Lê Bình', 'Hạ tay')
  await expect(guest.button('Giơ tay')).toBeVisible()
  await expect(host.page.getByText(/Đã được mời phát biểu/)).toHaveCount(0)
})

test('[FLR1] in a conference only people allowed by the chair are heard and seen', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await host.openPanel('Điều hành')
  await host.page.getByText('Hội nghị', { exact: true }).click()
  await expect(host.tile('Lê Bình').locator('video')).toHaveCount(0)
  await host.silent('audio')
  await guest.button('Giơ tay').click()
  await host.act('Lê Bình', 'Mời phát biểu')
  await guest.button('Bật camera').click()
  await guest.button('Bật micrô').click()
  // The person who has the floor is shown large.
  const large = host.page.getByRole('figure', { name: 'Lê Bình' })
  await host.picture(large.locator('video'))
  await host.hears()
})

test('[SHR1] a screen is shared only after the grant, and ends when it is revoked', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await guest.button('Xin chia sẻ màn hình').click()
  await host.button('Cho phép chia sẻ').click()
  await guest.button('Chia sẻ màn hình').click()
  await host.picture(host.screen)
  await host.screenshot('share')

  // Leaves the screen as the only video source, so that its end shows on the wire.
  await guest.button('Tắt camera').click()
  await expect(host.tile('Lê Bình').locator('video')).toHaveCount(0)
  await host.act('Lê Bình', 'Thu hồi quyền chia sẻ')
  await expect(host.screen).toHaveCount(0)
  await host.silent('video')
  await expect(
    guest.page.getByText('Trần Chủ Tọa đã thu hồi quyền chia sẻ màn hình của bạn.'),
  ).toBeVisible()
  await expect(guest.button('Xin chia sẻ màn hình')).toBeVisible()
})
