import { expect, test as base } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { MailServer } from '../support/mail-server.ts'
import { scheduleAt } from '../support/schedule.ts'
import { TestServer } from '../support/server.ts'

/** An office whose operator has a mail server. */
const test = base.extend<object, { mailServer: MailServer }>({
  mailServer: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads fixture dependencies from the pattern.
    async ({}, use) => {
      const mailServer = await MailServer.start()
      await use(mailServer)
      await mailServer.stop()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ mailServer }, use) => {
      const server = await TestServer.start(mailServer.env)
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
})

for (const size of [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]) {
  test(`a host mails invitations, sees which failed, and resends them: ${size.width}`, async ({
    office,
    mailServer,
  }) => {
    const meeting = await office.meeting()
    // Soon enough that its lobby is already open to people with the mailed link.
    const schedule = { ...scheduleAt(Date.now() + 10 * 60_000), notify: false }
    await office.host.post(`/api/meetings/${meeting.meeting.id}/schedule`, schedule)
    const host = await office.hostPerson(size)
    const { page } = host
    const at = (name: string) => `${name}.${size.width}@example.vn`
    mailServer.refusals.set(at('sai'), 550).set(at('ban'), 451)
    await page.goto(`${office.server.url}/meetings/${meeting.meeting.id}/invites`)

    const names = page.getByRole('textbox', { name: 'Danh sách tên' })
    await names.fill('Lê Bình <binh@>')
    await host.button('Tạo 1 thư mời và gửi').click()
    await expect(page.getByText('Địa chỉ thư điện tử không đúng: binh@')).toBeVisible()
    await names.fill(
      [
        `Nguyễn Thị Minh Hằng <${at('hang')}>`,
        `Lê Bình, ${at('sai')}`,
        `Phạm Chi\t${at('ban')}`,
        'Đỗ Không Thư',
      ].join('\n'),
    )
    await expect(page.getByRole('checkbox', { name: 'Gửi thư mời tới 3 địa chỉ' })).toBeChecked()
    await sound(host.page, `mail-form-${size.width}`, { fullPage: true })
    await host.button('Tạo 4 thư mời và gửi').click()

    const made = page.getByRole('table', { name: 'Liên kết vừa tạo' })
    await expect(page.getByText('đã gửi 1, đang gửi 0, chưa gửi được 2.')).toBeVisible()
    const row = (name: string) => made.getByRole('row', { name: new RegExp(name) })
    await expect(row('Minh Hằng')).toContainText('Đã gửi')
    await expect(row('Lê Bình')).toContainText('Bị từ chối, vui lòng kiểm tra địa chỉ')
    await expect(row('Phạm Chi')).toContainText('Chưa gửi được, vui lòng gửi lại')
    await expect(row('Đỗ Không Thư')).toContainText('Chưa gửi')
    await sound(host.page, `mail-made-${size.width}`, { fullPage: true })

    const { parsed } = await mailServer.to(at('hang'))
    const [link] = /http\S+#i=\S+/.exec(parsed.text ?? '') ?? []
    expect(await row('Minh Hằng').textContent()).toContain(link)
    const file = parsed.attachments[0]?.content.toString().replaceAll('\r\n ', '')
    expect(file).toContain('METHOD:REQUEST')
    expect(file).toContain(`RSVP=FALSE:mailto:${at('hang')}`)
    expect(file).not.toContain('#i=')

    // Temporary failures are resent with one button; a wrong address is corrected.
    mailServer.refusals.delete(at('ban'))
    await host.button('Gửi lại 1 thư chưa gửi được').press('Enter')
    await expect(row('Phạm Chi')).toContainText('Đã gửi')
    const list = page.getByRole('table', { name: 'Những người được mời' })
    await list.getByRole('button', { name: 'Gửi thư mời cho Lê Bình' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Gửi thư mời cho Lê Bình' })
    const address = dialog.getByRole('textbox', { name: 'Địa chỉ thư' })
    await expect(address).toHaveValue(at('sai'))
    await address.fill('x')
    await address.press('Enter')
    await expect(dialog.getByText('Địa chỉ thư điện tử không đúng: x')).toBeVisible()
    await sound(host.page, `mail-again-${size.width}`, { fullPage: true })
    await address.fill(at('dung'))
    await address.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('đã gửi 3, đang gửi 0, chưa gửi được 0.')).toBeVisible()
    const corrected = await mailServer.to(at('dung'))
    expect(corrected.parsed.attachments).toHaveLength(1)

    // After a reload the page no longer knows the addresses, but still how each mail fared.
    await page.reload()
    await expect(list.getByRole('row', { name: /Lê Bình/ })).toContainText('Đã gửi')
    expect(await page.content()).not.toContain('@example.vn<')
    await sound(host.page, `mail-list-${size.width}`, { fullPage: true })

    // The link works with the password, which no mail contained.
    for (const { raw } of mailServer.received) expect(raw).not.toContain(meeting.password)
    const guest = await office.person()
    await guest.page.goto(link ?? '')
    await expect(guest.page.getByText('Bạn được mời với tên Nguyễn Thị Minh Hằng.')).toBeVisible()
    await expect(guest.button('Tắt camera')).toBeVisible()
    await guest.page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
    await guest.button('Vào cuộc họp').click()
    await guest.waits()
  })
}

base('where no mail server is named, nothing is said of mail', async ({ office }) => {
  const { meeting } = await office.meeting()
  const host = await office.hostPerson()
  await host.page.goto(`${office.server.url}/meetings/${meeting.id}/invites`)
  await host.page.getByRole('textbox', { name: 'Danh sách tên' }).fill('An <an@example.vn>')
  await host.button('Tạo 1 thư mời').click()
  await expect(host.page.getByRole('table', { name: 'Liên kết vừa tạo' })).toBeVisible()
  await expect(host.page.getByText('Thư điện tử')).toHaveCount(0)
  await expect(host.page.getByRole('button', { name: /Gửi thư/ })).toHaveCount(0)
})
