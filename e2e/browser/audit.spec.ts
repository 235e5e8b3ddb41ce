import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { typeDate } from '../support/pick.ts'

test('[AUD] a host reads the meeting’s log and downloads it', async ({ office }) => {
  const { host } = await office.pair()
  await host.button('Rời họp').click()
  await host.button('Kết thúc cho mọi người').click()
  await expect(host.page.getByRole('heading', { name: 'Cuộc họp đã kết thúc' })).toBeVisible()

  await host.page.goto(`${office.server.url}/meetings`)
  await host.button('Thao tác khác: Giao ban tuần').first().click()
  await host.page.getByRole('menuitem', { name: 'Nhật ký' }).click()
  const admitted = host.page.getByRole('row', { name: /Cho vào họp/ })
  await expect(admitted).toContainText('Trần Chủ Tọa')
  await expect(admitted).toContainText('Lê Bình (khách)')

  const download = host.page.waitForEvent('download')
  await host.button('Lưu thành tệp CSV').click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.split('\r\n')[1]).toContain('"Kết thúc cuộc họp","meeting.ended"')

  const bundle = host.page.waitForEvent('download')
  await host.page.getByRole('link', { name: 'Tải hồ sơ chứng cứ' }).click()
  expect((await bundle).suggestedFilename()).toMatch(/^anhop-evidence-[\w-]{22}\.zip$/)
  const zip = await readFile(await (await bundle).path())
  expect(zip.subarray(0, 4).toString()).toBe('PK\u0003\u0004')

  await host.page.getByLabel('Loại việc').selectOption('Phòng chờ')
  await expect(admitted).toBeVisible()
  await expect(host.page.getByRole('row', { name: /Kết thúc cuộc họp/ })).toHaveCount(0)
})

test('[AUD] the log is searched by words, people and days, and the address keeps the search', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.knock(meeting.link, 'Vũ Thị Hằng', meeting.password)
  await guest.waits()
  const { page } = host
  await page.goto(`${office.server.url}/audit`)
  const created = page.getByRole('row', { name: /Tạo cuộc họp/ })
  const knocked = page.getByRole('row', { name: /Vũ Thị Hằng.*Xin vào họp/ })
  await expect(created.first()).toBeVisible()

  // Words and names without marks.
  await page.getByLabel('Tìm', { exact: true }).fill('xin vao')
  await expect(created).toHaveCount(0)
  await expect(knocked.first()).toBeVisible()
  await page.getByLabel('Người liên quan').fill('vu thi hang')
  await expect(knocked).toHaveCount(1)
  await page.reload()
  await expect(page.getByLabel('Tìm', { exact: true })).toHaveValue('xin vao')
  await expect(knocked).toHaveCount(1)
  await sound(page, 'the log')

  const download = page.waitForEvent('download')
  await host.button('Lưu thành tệp CSV').click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(2)

  await typeDate(page, 'Đến hết ngày', '2020-11-30')
  await expect(page.getByText('Không có mục nào khớp.')).toBeVisible()
  expect(new URL(page.url()).hash).toContain('to=2020-11-30')
  await host.button('Bỏ lọc').click()
  await expect(created.first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'Đến hết ngày' })).toContainText('yyyy')
  expect(new URL(page.url()).hash).toBe('')
})

test('[AUD] the operator reaches the whole log from the menu', async ({ office }) => {
  await office.meeting()
  const operator = await office.hostPerson()
  await operator.page.goto(office.server.url)
  await operator.page.getByRole('link', { name: 'Nhật ký' }).click()
  await expect(operator.page.getByRole('heading', { level: 1 })).toHaveText('Nhật ký máy chủ')
  await expect(operator.page.getByRole('row', { name: /Tạo cuộc họp/ }).first()).toBeVisible()
})
