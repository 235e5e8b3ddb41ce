import { readFileSync, writeFileSync } from 'node:fs'
import type { KeptDocument } from '#protocol/presentation.ts'
import { pdfOf } from '#server/files/documents/testing.ts'
import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { Visitor } from '../support/visitor.ts'

const PDF = pdfOf('Trang mot', 'Trang hai')
const ROW = { kept: 'Nghị quyết.pdf', dropped: 'Bản nháp.pdf' }

const row = ({ page }: Person, name: string) => page.getByRole('listitem', { name, exact: true })
const list = ({ page }: Person) => page.getByRole('list', { name: 'Tài liệu' })

async function put(person: Person, name: string): Promise<void> {
  await person.openPanel('Tài liệu')
  const file = { name, mimeType: 'application/pdf', buffer: PDF }
  await person.page.locator('input[type=file]').setInputFiles(file)
  await expect(row(person, name)).toBeVisible()
}

/** Drags a file from the desktop, with the browser's own events (DevTools protocol, "Input"). */
async function drag({ page, context }: Person, file: string, to: { x: number; y: number }) {
  const devtools = await context.newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...to, data })
  await devtools.detach()
}

async function middle(person: Person, selector: string) {
  const box = await person.page.locator(selector).boundingBox()
  if (!box) throw new Error(`no ${selector}`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('[DOC1] a file dropped by mouse is seen by everyone; dropped elsewhere it does nothing', async ({
  office,
}, info) => {
  const { host, guest } = await office.pair()
  const file = info.outputPath('Tờ trình.pdf')
  writeFileSync(file, PDF)
  await host.openPanel('Tài liệu')
  await guest.openPanel('Tài liệu')
  await expect(host.page.getByText('Hoặc kéo thả tệp vào đây.')).toBeVisible()

  let gone = 0
  for (const { page } of [host, guest]) page.on('framenavigated', () => (gone += 1))
  await drag(host, file, await middle(host, '.room-main'))
  await drag(guest, file, await middle(guest, '.room-main'))
  await expect(host.page.getByText('Chưa có tài liệu nào.')).toBeVisible()

  await drag(host, file, await middle(host, '.document-add'))
  await expect(row(host, 'Tờ trình.pdf')).toBeVisible()
  for (const person of [host, guest]) {
    await expect(person.page.locator('canvas.sheet-picture[data-page="1"]')).toBeVisible()
    await expect(person.page.getByRole('region', { name: 'Nội dung trang 1' })).toHaveText('Trang mot') // prettier-ignore
  }
  await expect(host.page.locator('.document-add[data-over]')).toHaveCount(0)
  await expect(list(guest).getByRole('listitem')).toHaveCount(1)
  expect(gone).toBe(0)
  expect([host, guest].map(({ context }) => context.pages().length)).toEqual([1, 1])
})

test('[DOC4] kept documents are there the next time and stay with the host; the rest is gone', async ({
  office,
}) => {
  // A unique title among the server's meetings.
  const title = `Họp ban ${Date.now()}`
  const secret = await office.host.createMeeting(title)
  const meeting = { ...secret, link: `${office.server.url}/m/${secret.meeting.id}` }
  const host = await office.hostPerson()
  await host.enterAsHost(meeting.link)
  const guest = await office.admitted(host, meeting, 'Lê Bình')
  for (const name of Object.values(ROW)) await put(host, name)
  await guest.openPanel('Tài liệu')
  await expect(list(guest).getByRole('listitem')).toHaveCount(2)
  await expect(guest.page.getByLabel('Giữ lại sau cuộc họp'), 'the host’s alone').toHaveCount(0)
  await row(host, ROW.kept).getByLabel('Giữ lại sau cuộc họp').selectOption('Giữ 7 ngày')
  for (const person of [host, guest]) await expect(row(person, ROW.kept)).toContainText('Giữ đến')
  await row(host, ROW.dropped).getByLabel('Giữ lại sau cuộc họp').selectOption('Giữ 30 ngày')
  await expect(row(host, ROW.dropped)).toContainText('Giữ đến')
  await row(host, ROW.dropped).getByLabel('Giữ lại sau cuộc họp').selectOption('Không giữ')
  await expect(row(host, ROW.dropped)).not.toContainText('Giữ đến')
  await host.screenshot('documents-keep')

  // The sitting ends when the last person leaves, and a new one starts with the first to enter.
  await guest.button('Rời họp').click()
  await host.button('Rời họp').click()
  await host.button('Chỉ mình tôi rời họp').click()
  await expect(host.page.getByRole('heading', { name: 'Bạn đã rời cuộc họp' })).toBeVisible()
  await host.enterAsHost(meeting.link)
  const late = await office.admitted(host, meeting, 'Vũ Đến Sau')
  for (const person of [host, late]) {
    await person.openPanel('Tài liệu')
    await expect(row(person, ROW.kept)).toContainText('Giữ đến')
    await expect(list(person).getByRole('listitem')).toHaveCount(1)
  }
  await row(host, ROW.kept)
    .getByRole('button', { name: `Trình bày “${ROW.kept}”` })
    .click()
  await expect(late.page.locator('canvas.sheet-picture[data-page="1"]')).toBeVisible()

  // After the end only the host has it, as uploaded.
  const ticket = new Visitor(office.server)
  for (const { name, value } of await late.context.cookies()) ticket.cookies.set(name, value)
  await host.button('Rời họp').click()
  await host.button('Kết thúc cho mọi người').click()
  await expect(late.page.getByRole('heading', { name: 'Cuộc họp đã kết thúc' })).toBeVisible()
  const { page } = host
  await page.goto(`${office.server.url}/meetings`)
  await host.button(`Thao tác khác: ${title}`).click()
  await page.getByRole('menuitem', { name: 'Tài liệu', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Tài liệu đã giữ' })
  await expect(dialog.getByText(ROW.kept)).toBeVisible()
  await expect(dialog.getByText(ROW.dropped)).toHaveCount(0)
  await host.screenshot('documents-kept')
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: `Tải về “${ROW.kept}”` }).click()
  const download = await saving
  expect(download.suggestedFilename()).toBe(ROW.kept)
  expect(readFileSync(await download.path()).equals(PDF)).toBe(true)

  const path = `/api/meetings/${meeting.meeting.id}/kept`
  const [kept] = (await office.host.send('GET', path)).body as KeptDocument[]
  for (const ask of [path, `${path}/${kept?.id}/parts/0`])
    expect((await ticket.send('GET', ask)).status).toBe(401)
})
