import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { MeetingSecret } from '#protocol/http.ts'
import { expect, test } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'
import { sound } from '../support/look.ts'

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
const SECRET = '[\\w-]{43}'
const WHOLE = new RegExp(`/m/[\\w-]{22}#k=${SECRET}&h=${SECRET}$`)
const CUT = 'Đường liên kết thiếu phần cuối.'

/** Presses a button that copies, and returns what it copied. */
async function copied(person: Person, name: string | RegExp): Promise<string> {
  await person.page.evaluate(() => navigator.clipboard.writeText(''))
  await person.button(name).click()
  await expect.poll(() => clipboard(person.page)).not.toBe('')
  return clipboard(person.page)
}

/** A host whose browser has made a meeting, on the page that says so. */
async function made(office: Office, title: string, timed = false) {
  const host = await office.hostPerson()
  const { page } = host
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${office.server.url}/meetings/new${timed ? '#timed' : ''}`)
  await page.getByLabel('Tên cuộc họp').fill(title)
  const answering = page.waitForResponse((one) => one.request().method() === 'POST')
  await host.button('Tạo cuộc họp').click()
  const secret = (await (await answering).json()) as MeetingSecret
  const link = await copied(host, 'Sao chép liên kết')
  return { host, link, secret, address: `${office.server.url}/m/${secret.meeting.id}` }
}

/** All secrets in a link. */
const secretsIn = (link: string) => link.match(/(?<=[&#][kc]=)[\w-]{43}/g) ?? []

/** No request and no page address of theirs has ever had it. */
function unsaid(people: Person[], secrets: readonly string[]): void {
  expect(secrets.length).toBeGreaterThan(0)
  for (const person of people)
    for (const url of person.requests)
      for (const secret of secrets) expect(url).not.toContain(secret)
}

test('[E2E10] a link brings its keys past the server, out of sight, and survives a reload', async ({
  office,
}) => {
  test.slow()
  const { host, link, secret, address } = await made(office, 'Giao ban có khóa')
  expect(link).toMatch(WHOLE)
  expect(link.startsWith(address)).toBe(true)
  expect(link.endsWith(`h=${secret.meeting.founder}`)).toBe(true)
  await sound(host.page, 'links-made')
  // This browser keeps the secret: the list has the same link after a new start of the page.
  await host.page.goto(`${office.server.url}/meetings`)
  expect(await copied(host, 'Sao chép liên kết: Giao ban có khóa')).toBe(link)

  const guest = await office.person()
  await guest.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await guest.page.goto(link)
  await expect(guest.page).toHaveURL(address)
  await guest.page.reload()
  await host.enterAsHost(address)
  await guest.knock(address, 'Lê Bình', secret.password)
  await guest.waits()
  await host.admit('Lê Bình')
  await guest.inside()
  await expect(guest.page).toHaveURL(address)
  // Whoever is inside passes the whole link on.
  await guest.openPanel('Người tham dự')
  await guest.button('Mời người tham dự').click()
  expect(await copied(guest, 'Sao chép liên kết')).toBe(link)
  unsaid([host, guest], secretsIn(link))
})

test('[E2E10] a pasted link is whole, and one that is cut off says so and still lets people in', async ({
  office,
}) => {
  const { link, address } = await made(office, 'Họp giao việc')
  const guest = await office.person()
  const { page } = guest
  await page.goto(office.server.url)
  await page.getByRole('textbox', { name: 'Liên kết cuộc họp' }).fill(link)
  await guest.button('Tiếp tục').click()
  await expect(page.getByRole('heading', { name: 'Vào cuộc họp' })).toBeVisible()
  await expect(page).toHaveURL(address)
  await expect(page.getByText(CUT)).toHaveCount(0)
  const kept = () =>
    page.evaluate((at) => sessionStorage.getItem(`anhop.link.${at.slice(-22)}`), address)
  expect(`${address}${await kept()}`).toBe(link)
  // Opened while the page is there: worse than what the tab has, so that it changes nothing.
  await page.goto(link.slice(0, -3))
  await expect(page).toHaveURL(address)
  await expect(page.getByText(CUT)).toHaveCount(0)

  const other = await office.person({ width: 360, height: 740 })
  await other.page.goto(link.slice(0, -3))
  await expect(other.page.getByText(CUT)).toBeVisible()
  await expect(other.page).toHaveURL(address)
  await expect(other.button('Vào cuộc họp')).toBeEnabled()
  await sound(other.page, 'links-cut-360')
  await other.page.reload()
  await expect(other.page.getByText(CUT)).toBeVisible()
  // The whole link in the same tab mends it.
  await other.page.goto(link)
  await expect(other.page.getByText(CUT)).toHaveCount(0)
})

test('[E2E10] a personal link carries the secret of its invitation', async ({ office }) => {
  const { host, link, secret, address } = await made(office, 'Họp chuyên viên')
  const { page } = host
  await page.goto(`${office.server.url}/meetings/${secret.meeting.id}/invites`)
  await page.getByRole('textbox', { name: 'Danh sách tên' }).fill('Đặng Thu Hà\nLê Bình')
  await host.button('Tạo 2 thư mời').click()
  const personal = await copied(host, 'Sao chép liên kết của Đặng Thu Hà')
  const other = await copied(host, 'Sao chép liên kết của Lê Bình')
  const keys = new URL(link).hash.slice(1)
  const form = new RegExp(`#i=${SECRET}&n=[\\w-]+&${keys}&c=${SECRET}&d=[\\w-]{22}$`)
  for (const one of [personal, other]) expect(one).toMatch(form)
  expect(secretsIn(personal)[1]).not.toBe(secretsIn(other)[1])

  const guest = await office.person()
  await guest.page.goto(personal)
  await expect(guest.page.getByText('Bạn được mời với tên Đặng Thu Hà.')).toBeVisible()
  await expect(guest.page).toHaveURL(address)
  await guest.page.reload()
  await expect(guest.page.getByText('Bạn được mời với tên Đặng Thu Hà.')).toBeVisible()
  unsaid([host, guest], secretsIn(personal))
})

/** Opens the dialog with the host's own link. */
async function askOwn(person: Person): Promise<void> {
  await person.button('Thao tác khác: Họp Đảng ủy').click()
  await person.page.getByRole('menuitem', { name: 'Mở trên thiết bị khác của tôi' }).click()
}

test('[E2E10] the host’s own link brings the key to another browser of theirs', async ({
  office,
}) => {
  const { host, link, secret, address } = await made(office, 'Họp Đảng ủy', true)
  const { page } = host
  await page.goto(`${office.server.url}/meetings`)
  const dialog = page.getByRole('dialog')
  await askOwn(host)
  await expect(dialog.getByText('Đã che').first()).toBeVisible()
  expect(await page.content()).not.toContain('#s=')
  await sound(page, 'links-own')
  const own = await copied(host, 'Sao chép liên kết')
  expect(own).toMatch(new RegExp(`^${address}#s=${SECRET}$`))
  await dialog.getByRole('button', { name: 'Hiện: Liên kết' }).click()
  await expect(dialog.getByLabel('Liên kết', { exact: true })).toHaveText(own)
  await dialog.getByRole('button', { name: /^Hiện: Mã QR/ }).click()
  await expect(dialog.getByRole('img', { name: /^Mã QR/ })).toBeVisible()
  await sound(page, 'links-own-shown')

  // Elsewhere the key is missing, and the link is bare.
  const second = await office.hostPerson()
  await second.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await second.page.goto(`${office.server.url}/meetings`)
  expect(await copied(second, 'Sao chép liên kết: Họp Đảng ủy')).toBe(address)
  await expect(second.page.getByText('được đối chiếu bằng bốn từ').first()).toBeVisible()
  await askOwn(second)
  await expect(second.page.getByText('không có trên trình duyệt này')).toBeVisible()
  await sound(second.page, 'links-own-missing')
  // The key of another meeting is taken, and counts for nothing here.
  await second.page.goto(`${address}#s=${'A'.repeat(43)}`)
  await expect(second.page).toHaveURL(address)
  await second.page.goto(own)
  await expect(second.page).toHaveURL(address)
  await expect(second.page.getByText('đã nhận khóa của cuộc họp')).toBeVisible()
  await second.page.goto(`${office.server.url}/meetings`)
  expect(await copied(second, 'Sao chép liên kết: Họp Đảng ủy')).toBe(link)

  // With the key, a calendar file has the whole link.
  await page.goto(`${office.server.url}/meetings/${secret.meeting.id}/schedule`)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải tệp lịch' }).click()
  const file = await readFile(await (await downloading).path(), 'utf8')
  expect(file.replaceAll('\r\n ', '')).toContain(`\r\nURL:${link}\r\n`)
  unsaid([host, second], [...secretsIn(link), own.slice(-43)])
})
