import { AxeBuilder } from '@axe-core/playwright'
import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'

/** The worker is installed; it takes effect from the next page load. */
const watched = (page: Page) =>
  page.evaluate(async () => {
    const { active, navigationPreload } = await navigator.serviceWorker.ready
    return active !== null && (await navigationPreload.getState()).enabled
  })

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('without the server a page says so in the chosen language, and shows nothing stale', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const { page } = await office.person()
  await page.goto(link)
  await expect.poll(() => watched(page)).toBe(true)
  await page.goto(`${office.server.url}/sign-in`)
  await expect(heading(page, 'Đăng nhập')).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).toEqual([])

  await office.server.kill9()
  try {
    await page.goto(link)
    await expect(heading(page, 'Không kết nối được tới máy chủ')).toBeVisible()
    await expect(page).toHaveTitle('Không kết nối được tới máy chủ · An Họp')
    await expect(page.getByText('Can’t reach the server')).toBeHidden()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.evaluate(() => localStorage.setItem('anhop.language', 'en'))
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await expect(heading(page, 'Can’t reach the server')).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    // The API is never cached, so it fails.
    const answered = await page.evaluate(() =>
      fetch('/api/me').then(
        () => true,
        () => false,
      ),
    )
    expect(answered).toBe(false)
  } finally {
    await office.server.up()
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(heading(page, 'Join the meeting')).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).toEqual([])
})

test('it can be installed, and asks for no notifications', async ({ office }) => {
  const { page, context } = await office.person()
  await page.goto(office.server.url)
  await expect.poll(() => watched(page)).toBe(true)
  const cdp: CDPSession = await context.newCDPSession(page)
  const manifest = await cdp.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  expect(JSON.parse(manifest.data ?? '{}')).toMatchObject({ short_name: 'An Họp', lang: 'vi' })
  await expect
    .poll(async () => {
      const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors')
      // A test context is like a private window, where nothing can be installed.
      return installabilityErrors
        .map(({ errorId }) => errorId)
        .filter((id) => id !== 'in-incognito')
    })
    .toEqual([])
  expect(await page.evaluate(() => Notification.permission)).not.toBe('granted')
})
