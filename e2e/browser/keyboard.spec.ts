import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { ACCOUNT_PASSWORD } from '../support/harness.ts'

/** More tab stops than any page has. */
const STOPS = 80

/** Moves on with Tab, like a person without a pointer; fails if the focus gets stuck. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible()
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(wanted, 'reached by Tab').toBeFocused()
}

async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

/** Opens a menu and chooses one of its items, or one of an item's own menu. */
async function choose(page: Page, menu: Locator, ...path: string[]): Promise<void> {
  await press(page, menu)
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  for (const action of path) {
    const item = page.getByRole('menuitem', { name: action, exact: true })
    await expect(page.getByRole('menu').last().locator(':focus')).toBeVisible()
    for (let step = 0; step < STOPS; step += 1) {
      if (await item.evaluate((element) => element === document.activeElement)) break
      await page.keyboard.press('ArrowDown')
    }
    await expect(item).toBeFocused()
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('menu')).toHaveCount(0)
}

/** Acts on one person; the focus returns to where it was. */
async function act(page: Page, menu: Locator, ...path: string[]): Promise<void> {
  await choose(page, menu, ...path)
  await expect(menu).toBeFocused()
}

test('everything a host does, by keyboard only: the focus is always somewhere sensible', async ({
  office,
}) => {
  test.slow()
  const { link: activation } = await office.host.post<{ link: string }>('/api/accounts', {
    username: 'banphim',
    name: 'Vũ Bàn Phím',
    role: 'host',
  })
  const host = await office.person()
  const guest = await office.person()
  const { page } = host
  const { keyboard } = page
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, exact: true })
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const link = (name: string) => page.getByRole('link', { name, exact: true })

  // Choosing a password, signing out and in again.
  await page.goto(activation)
  await tabTo(page, page.getByLabel('Mật khẩu', { exact: true }))
  await keyboard.type(ACCOUNT_PASSWORD)
  await keyboard.press('Enter')
  await expect(heading('Hôm nay')).toBeFocused()
  await choose(page, host.button('Tài khoản của Vũ Bàn Phím'), 'Đăng xuất')
  await expect(heading('Đăng nhập')).toBeVisible()
  await page.goto(`${office.server.url}/sign-in`)
  await expect(page.getByLabel('Tên đăng nhập')).toBeFocused()
  await keyboard.type('banphim')
  await tabTo(page, page.getByLabel('Mật khẩu', { exact: true }))
  await keyboard.type(ACCOUNT_PASSWORD)
  await keyboard.press('Enter')
  await expect(heading('Hôm nay')).toBeFocused()

  // Creating a meeting.
  await press(page, link('Cuộc họp của tôi').first())
  await press(page, link('Tạo cuộc họp').first())
  await tabTo(page, field('Tên cuộc họp'))
  await keyboard.type('Giao ban tuần')
  await keyboard.press('Enter')
  await expect(heading('Cuộc họp đã sẵn sàng')).toBeFocused()
  const address = office.server.url + (await link('Vào họp').getAttribute('href'))
  const password = (await page.locator('.secret-password').textContent()) ?? ''
  await press(page, link('Vào họp'))
  await expect(heading('Vào cuộc họp')).toBeFocused()
  await expect(host.button('Tắt camera')).toBeVisible()
  await press(page, host.button('Vào cuộc họp'))
  await host.inside()
  await expect(heading('Giao ban tuần')).toBeFocused()

  // Admitting a guest; the button disappears, and the focus stays in the panel.
  await guest.knock(address, 'Lê Bình', password)
  await guest.waits()
  await keyboard.press('Alt+l')
  await expect(heading(/^Phòng chờ/)).toBeFocused()
  await press(page, host.button('Cho vào: Lê Bình').first())
  // Who comes by the bare address reads out four words.
  const match = host.button('Khớp, cho vào')
  await expect(match).toBeEnabled()
  await press(page, match)
  await guest.inside()
  await expect(heading(/^Phòng chờ/)).toBeFocused()
  await keyboard.press('Escape')
  await expect(heading('Giao ban tuần')).toBeFocused()

  // Muting.
  await host.hears()
  await keyboard.press('Alt+u')
  await expect(heading(/^Người tham dự/)).toBeFocused()
  const menu = host.button('Thao tác với Lê Bình')
  await act(page, menu, 'Tắt micrô')
  await host.silent('audio')
  await expect(menu).toBeFocused()

  // Granting and revoking a share.
  await act(page, menu, 'Cho phép chia sẻ màn hình', 'Không giới hạn thời gian')
  await guest.button('Chia sẻ màn hình').click()
  await host.picture(host.screen)
  await expect(menu).toBeFocused()
  await act(page, menu, 'Thu hồi quyền chia sẻ')
  await expect(host.screen).toHaveCount(0)
  await keyboard.press('Escape')
  await expect(heading('Giao ban tuần')).toBeFocused()

  // Chatting; the person can keep typing.
  await keyboard.press('Alt+h')
  await expect(heading('Tin nhắn')).toBeFocused()
  await tabTo(page, field('Viết tin nhắn'))
  await keyboard.type('Chào đồng chí')
  await keyboard.press('Enter')
  await guest.openPanel('Tin nhắn')
  await expect(guest.page.getByText('Chào đồng chí')).toBeVisible()
  await expect(field('Viết tin nhắn')).toBeFocused()
  await expect(field('Viết tin nhắn')).toHaveValue('')
  await keyboard.press('Escape')
  await expect(heading('Giao ban tuần')).toBeFocused()

  // Locking and ending; ending asks first, and cancelling returns the focus.
  await press(page, host.button('Thêm công cụ'))
  await press(page, host.button('Điều hành'))
  await expect(heading('Điều hành')).toBeFocused()
  const lock = page.getByRole('checkbox', { name: 'Khóa cuộc họp' })
  await press(page, lock, 'Space')
  await expect(guest.page.getByText('Đã khóa', { exact: true })).toBeVisible()
  await expect(lock).toBeFocused()
  const end = host.button('Kết thúc cho mọi người')
  await press(page, end)
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await keyboard.press('Escape')
  await expect(end).toBeFocused()
  await keyboard.press('Enter')
  await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Kết thúc' }))
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toBeHidden()
})
