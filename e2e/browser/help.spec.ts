import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'
import { findTool, pressTool } from '../support/tools.ts'

const GUIDES = ['officials', 'hosts', 'desk', 'operators'] as const
/** Sheets of paper. */
const SHEETS = { officials: 1, hosts: 2, operators: 1 } as const

/** Chromium writes one such object for each page. */
const sheetsOf = async (page: Page) =>
  (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g)?.length

test('the guides are read without signing in, in both languages, on a phone and on paper', async ({
  office,
}) => {
  const { page } = await office.person()
  await page.goto(office.server.url)
  const opened = page.waitForEvent('popup')
  await page.getByRole('banner').getByRole('link', { name: 'Hướng dẫn' }).click()
  const help = await opened
  await expect(help.getByRole('heading', { level: 1 })).toHaveText('Hướng dẫn sử dụng')
  await expect(help.getByRole('main').getByRole('link')).toHaveCount(GUIDES.length)
  await sound(help, 'help')
  await help.getByRole('link', { name: 'Dành cho chủ trì' }).click()
  await expect(help).toHaveURL(/\/help\/hosts$/)

  for (const language of ['vi', 'en'] as const)
    for (const guide of GUIDES) {
      const reader = await office.person({ width: 360, height: 740 })
      await reader.page.goto(`${office.server.url}/help/${guide}`)
      await reader.page.getByLabel('Ngôn ngữ').selectOption(language)
      await expect(reader.page.locator('html')).toHaveAttribute('lang', language)
      const main = reader.page.getByRole('main')
      await expect(main).not.toContainText(/[[\]`]/)
      await sound(reader.page, `help-${guide}-${language}-360`)
      if (guide !== 'desk') expect(await sheetsOf(reader.page), guide).toBe(SHEETS[guide])
    }
})

test('paper is light under the dark theme, and has no buttons', async ({ office }) => {
  const { page } = await office.person()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${office.server.url}/help/officials`)
  await expect(page.locator('html')).toHaveClass(/dark/)
  const print = page.getByRole('button', { name: 'In trang này' })
  await expect(print).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await expect(page.locator('html')).not.toHaveClass(/dark/)
  await expect(print).toBeHidden()
})

test('a refusal leads to its entry at the help desk, and nothing typed is lost', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const guest = await office.person()
  await guest.knock(link, 'Lê Bình', 'khong phai mat khau nay')
  const alert = guest.page.getByRole('alert')
  await expect(alert).toContainText('Mật khẩu không đúng')
  const opened = guest.page.waitForEvent('popup')
  await alert.getByRole('link', { name: 'Cách xử lý' }).click()
  const desk = await opened
  await expect(desk).toHaveURL(/\/help\/desk#wrong_password$/)
  const entry = desk.getByRole('article').filter({ hasText: 'wrong_password' }).last()
  await expect(entry).toHaveAttribute('aria-current', 'true')
  await expect(entry).toBeInViewport()
  await sound(desk, 'help-desk-entry')
  await expect(guest.page.getByLabel('Họ và tên')).toHaveValue('Lê Bình')

  // Found by what people say, without diacritics.
  await desk.getByLabel('Tìm thông báo').fill('may chu dang ban')
  await expect(desk.locator('.remedy')).toHaveCount(1)
  await expect(desk.getByRole('heading', { level: 3 })).toContainText('Máy chủ đang bận')
  await desk.getByLabel('Tìm thông báo').fill('khong co gi')
  await expect(desk.getByRole('status')).toHaveText('Không có thông báo nào như vậy.')
})

test('the guides open from the room in a tab of their own', async ({ office }) => {
  const { host } = await office.doorway()
  const opened = host.page.context().waitForEvent('page')
  await pressTool(host.page, 'Hướng dẫn')
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('Hướng dẫn sử dụng')
  await expect(await findTool(host.page, 'Rời họp')).toBeVisible()
})
