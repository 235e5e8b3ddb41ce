import type { Page } from '@playwright/test'
import { expect, test } from '../support/gallery-test.ts'
import { sound } from '../support/look.ts'
import { pressTool } from '../support/tools.ts'

const BARE = 'Nguyễn Thị Minh Hằng'

async function openLobby(page: Page, gallery: string): Promise<void> {
  await page.goto(`${gallery}?state=room-grades`)
  await pressTool(page, 'Phòng chờ')
  // Grades come once the keys of those who wait were checked.
  await expect(page.getByText('Khóa không khớp với tên')).toBeVisible()
}
const admit = (page: Page, name: string) =>
  page.getByRole('button', { name: `Cho vào: ${name}` }).click()
const waiting = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Người đang chờ' }).getByRole('listitem', { name, exact: true })

test('who shows no proof comes in only once four words are said to match', async ({
  page,
  gallery,
}) => {
  await openLobby(page, gallery.url)
  await admit(page, 'Cao Văn Thắng')
  await expect(waiting(page, 'Cao Văn Thắng')).toBeHidden()

  await admit(page, BARE)
  const dialog = page.getByRole('alertdialog', { name: `Đối chiếu bốn từ với ${BARE}` })
  const words = dialog.getByRole('list', { name: 'Bốn từ' }).getByRole('listitem')
  await expect(words).toHaveCount(4)
  await sound(page, 'compare')
  const inVietnamese = await words.allTextContents()
  await dialog.getByRole('button', { name: 'Xem bằng tiếng Anh' }).click()
  await expect(words.first()).not.toHaveText(inVietnamese[0] ?? '')
  await dialog.getByRole('button', { name: 'Hủy' }).click()
  await expect(waiting(page, BARE)).toBeVisible()

  await admit(page, BARE)
  await dialog.getByRole('button', { name: 'Khớp, cho vào' }).click()
  await expect(dialog).toBeHidden()
  await expect(waiting(page, BARE)).toBeHidden()
})

test('words that differ are advice to refuse, and keys of somebody else a warning', async ({
  page,
  gallery,
}) => {
  await openLobby(page, gallery.url)
  await admit(page, BARE)
  await page.getByRole('button', { name: 'Không khớp' }).click()
  const differ = page.getByRole('alertdialog', { name: 'Bốn từ không khớp' })
  await expect(differ.getByRole('button', { name: 'Từ chối' })).toBeVisible()
  await sound(page, 'differ')
  await differ.getByRole('button', { name: 'Đóng' }).click()

  await admit(page, 'Ngô Bảo Châu')
  await expect(page.getByText(/Khóa gửi dưới tên Ngô Bảo Châu không phải/)).toBeVisible()
  await expect(waiting(page, 'Ngô Bảo Châu')).toBeVisible()
  await expect(waiting(page, BARE)).toBeVisible()
})

test('of several who are admitted together, one is compared and the others stay selected', async ({
  page,
  gallery,
}) => {
  await openLobby(page, gallery.url)
  for (const box of await page.getByRole('checkbox', { name: /^Chọn / }).all()) await box.check()
  await page.getByRole('button', { name: 'Cho vào 4 người đã chọn' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Khớp, cho vào' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('checkbox', { name: /^Chọn / })).toHaveCount(1)
  await expect(page.getByRole('checkbox', { name: 'Chọn Ngô Bảo Châu' })).toBeChecked()
})

test('the lock says what is encrypted, and shows the eight words on request', async ({
  page,
  gallery,
}) => {
  await page.goto(`${gallery.url}?state=room-9`)
  await page.getByRole('button', { name: 'Được mã hóa đầu cuối' }).click()
  const dialog = page.getByRole('dialog', { name: 'Được mã hóa đầu cuối' })
  await expect(dialog).toContainText('máy chủ không nghe, không xem, không đọc được')
  await dialog.getByRole('button', { name: 'Xem tám từ của cuộc họp' }).click()
  await expect(dialog.getByRole('list').getByRole('listitem')).toHaveCount(8)
  await sound(page, 'lock')
})

test('a host without the keys of the meeting is told where they are, and may make new ones', async ({
  page,
  gallery,
}) => {
  await page.goto(`${gallery.url}?state=room-keys-elsewhere`)
  await page.getByRole('button', { name: 'Cách xử lý' }).click()
  const anew = page.getByRole('button', { name: 'Tạo khóa mới ở đây' })
  // The dialog is fetched when it opens.
  await expect(anew).toBeVisible()
  await sound(page, 'keys-elsewhere')
  await anew.click()
  const asked = page.getByRole('alertdialog', { name: 'Tạo khóa mới ở đây?' })
  await asked.getByRole('button', { name: 'Tạo khóa mới ở đây' }).click()
  await expect(page.getByText(/^Đã tạo khóa mới/)).toBeVisible()
})

test('in the lobby the four words appear once the host compares, and another link is said', async ({
  page,
  gallery,
}) => {
  await page.goto(`${gallery.url}?state=waiting-bare-link`)
  await expect(page.getByText(/chủ trì sẽ hỏi bạn bốn từ/)).toBeVisible()
  await page.goto(`${gallery.url}?state=waiting-words`)
  await expect(
    page.getByRole('list', { name: 'Bốn từ của bạn' }).getByRole('listitem'),
  ).toHaveCount(4)
  await page.goto(`${gallery.url}?state=waiting-other-link`)
  await expect(page.getByRole('heading', { name: 'Vui lòng xin lại đường liên kết' })).toBeVisible()
  await expect(page.getByText('Đang chờ chủ trì duyệt')).toHaveCount(0)
})

test('the list of people marks who is back with keys that nothing proves', async ({
  page,
  gallery,
}) => {
  await page.goto(`${gallery.url}?state=room-keys-unproven`)
  await page.getByRole('button', { name: /^Người tham dự/ }).click()
  const people = page.getByRole('complementary').getByRole('listitem')
  await expect(people.filter({ hasText: 'Phạm Đức Anh' })).toContainText('Khóa mới, chưa đối chiếu')
  await expect(people.filter({ hasText: 'Khóa mới, chưa đối chiếu' })).toHaveCount(1)
})
