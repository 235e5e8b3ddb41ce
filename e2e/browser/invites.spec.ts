import type { InviteLink } from '#protocol/http.ts'
import { expect, test } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'
import { sound } from '../support/look.ts'

async function invited(office: Office, meeting: { id: string }, name: string): Promise<string> {
  const [made] = await office.host.post<InviteLink[]>(`/api/meetings/${meeting.id}/invites`, {
    names: [name],
  })
  return made?.link ?? ''
}

async function arrive(person: Person, link: string, password: string): Promise<void> {
  await person.page.goto(link)
  await expect(person.button('Tắt camera')).toBeVisible()
  await person.page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(password)
  await person.button('Vào cuộc họp').click()
}

test('a host pastes names, gets a link for each, and revokes one', async ({ office }) => {
  await office.meeting()
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    const host = await office.hostPerson(size)
    const { page } = host
    await page.goto(`${office.server.url}/meetings`)
    await host.button('Thao tác khác: Giao ban tuần').first().press('Enter')
    await page.getByRole('menuitem', { name: 'Thư mời riêng' }).press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Thư mời riêng' })).toBeVisible()

    const names = page.getByRole('textbox', { name: 'Danh sách tên' })
    await host.button('Tạo thư mời').click()
    await expect(page.getByText('Vui lòng điền ô này.')).toBeVisible()
    await names.fill('Nguyễn Thị Minh Hằng\n\n  Lê Bình \nPhạm Chi')
    await host.button('Tạo 3 thư mời').click()
    const made = page.getByRole('table', { name: 'Liên kết vừa tạo' })
    await expect(made.getByRole('row')).toHaveCount(4)
    await sound(host.page, `invites-${size.width}`)

    await page.evaluate(() =>
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (text: string) => void Object.assign(globalThis, { text }) },
      }),
    )
    await host.button('Sao chép tất cả tên và liên kết').click()
    const copied = await page.evaluate(() => String(Reflect.get(globalThis, 'text')))
    const lines = copied.split('\n').map((line) => line.split('\t'))
    expect(lines.map(([name]) => name)).toEqual(['Nguyễn Thị Minh Hằng', 'Lê Bình', 'Phạm Chi'])
    for (const [, link] of lines) expect(link).toMatch(/\/m\/[\w-]{22}#i=[\w-]{43}&n=[\w-]+$/)

    await host.button('Thu hồi thư mời của Lê Bình').click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Thu hồi' }).click()
    await expect(page.getByText('Đã thu hồi thư mời của Lê Bình.')).toBeVisible()
    await expect(made.getByRole('row')).toHaveCount(3)
    await sound(host.page, `invites-revoked-${size.width}`)
    // Once it is off the page, it is gone for good: nothing shows a link again.
    await page.reload()
    await expect(page.getByRole('table', { name: 'Những người được mời' })).toBeVisible()
    await expect(made).toHaveCount(0)
    expect(await page.content()).not.toContain('#i=')
    await office.goHome()
    await office.meeting()
  }
})

test('[ADM5] an invitee enters only the password, has a fixed name, and is shown as invited', async ({
  office,
}) => {
  const meeting = await office.meeting()
  const link = await invited(office, meeting.meeting, 'Đặng Thu Hà')
  const host = await office.hostPerson()
  await host.enterAsHost(meeting.link)
  const guest = await office.person({ width: 360, height: 740 })
  await guest.page.goto(link)
  await expect(guest.page.getByText('Bạn được mời với tên Đặng Thu Hà.')).toBeVisible()
  await expect(guest.page.getByRole('textbox', { name: 'Họ và tên' })).toHaveCount(0)
  // The secret is no longer where a shared screen would show it, and a reload does not lose it.
  expect(guest.page.url()).toBe(meeting.link.replace(/#.*/, ''))
  await expect(guest.button('Tắt camera')).toBeVisible()
  await sound(guest.page, 'invited-join-360')
  await guest.page.reload()
  await arrive(guest, meeting.link, meeting.password)
  await guest.waits()

  await host.openPanel('Phòng chờ')
  await expect(host.page.getByText('Khách mời, đã xác nhận')).toBeVisible()
  await sound(host.page, 'invited-lobby')
  await host.admit('Đặng Thu Hà')
  await guest.inside()
  await expect(host.tile('Đặng Thu Hà')).toContainText('Khách mời, đã xác nhận')
  await host.openPanel('Người tham dự')
  // Join notices disappear after a while.
  await expect(host.button('Đóng thông báo')).toHaveCount(0)
  await sound(host.page, 'invited-people')
  // No request has ever had the secret in its URL.
  const token = /i=([\w-]{43})/.exec(link)?.[1] ?? 'none'
  for (const url of guest.requests) expect(url).not.toContain(token)

  // The same link elsewhere while its owner is inside: refused, with the reason.
  const second = await office.person()
  await arrive(second, link, meeting.password)
  await expect(second.page.getByRole('alert')).toContainText('đang được sử dụng ở nơi khác')

  // Revoked: out at once, with the reason.
  const [view] = (await office.host.send('GET', `/api/meetings/${meeting.meeting.id}/invites`))
    .body as { id: string }[]
  await office.host.send('DELETE', `/api/meetings/${meeting.meeting.id}/invites/${view?.id}`)
  await expect(
    guest.page.getByRole('heading', { name: 'Thư mời của bạn đã bị thu hồi' }),
  ).toBeVisible()
  await expect(host.tile('Đặng Thu Hà')).toHaveCount(0)
  await second.page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await second.button('Vào cuộc họp').click()
  await expect(second.page.getByRole('alert')).toContainText('đã hết hạn')
  await second.button('Vào họp không dùng thư mời').click()
  await expect(second.page.getByRole('textbox', { name: 'Họ và tên' })).toBeVisible()
})

test('[ADM1] the host closes a meeting to uninvited guests, and the card says so', async ({
  office,
}) => {
  const meeting = await office.meeting()
  const host = await office.hostPerson()
  const { page } = host
  await page.goto(`${office.server.url}/meetings`)
  // Others of this name may be on the list.
  const way = page.locator(`a[href="${new URL(meeting.link).pathname}"]`)
  const card = page.getByRole('listitem').filter({ has: way })
  await card.getByRole('button', { name: 'Thao tác khác: Giao ban tuần' }).click()
  await page.getByRole('menuitem', { name: 'Chỉ nhận khách mời' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Chỉ nhận khách mời' }).click()
  await expect(page.getByText('Không nhận khách tự do')).toBeVisible()
  await sound(host.page, 'invited-only-card')
  const guest = await office.person()
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await expect(guest.page.getByRole('alert')).toContainText('chỉ nhận khách có thư mời riêng')
})
