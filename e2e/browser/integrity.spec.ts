import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'

/** Printed by a script that was altered, if it runs. */
const RAN = 'the altered script runs'

/** What the page's console has said. */
function said(page: Page): string[] {
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  return lines
}

/** Serves matching files with something before them, as an altered server would. Pages ask twice. */
const alter = (page: Page, files: RegExp, before: string) =>
  page.route(files, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: before + (await response.text()) })
  })
const alterScript = (page: Page, files: RegExp) => alter(page, files, `console.log('${RAN}');`)

const ENTRY = /\/assets\/index-[\w-]+\.js$/
/** Fetched lazily by the page to sign in. */
const LAZY = /\/assets\/sign-in-[\w-]+\.js$/
const REFUSED = /integrity/i
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Đăng nhập' })

test('[NET] an altered entry script does not run', async ({ office }) => {
  const { page } = await office.person()
  const lines = said(page)
  await alterScript(page, ENTRY)
  await page.goto(office.server.url)
  await expect.poll(() => lines.some((line) => REFUSED.test(line))).toBe(true)
  await expect(page.getByRole('heading')).toHaveCount(0)
  expect(lines).not.toContain(RAN)
  await page.unrouteAll({ behavior: 'wait' })
})

test('[NET] an altered script that the page loads later does not run', async ({ office }) => {
  const { page } = await office.person()
  const lines = said(page)
  await alterScript(page, LAZY)
  await page.goto(`${office.server.url}/sign-in`)
  await expect.poll(() => lines.some((line) => REFUSED.test(line))).toBe(true)
  await expect(heading(page)).toHaveCount(0)
  expect(lines).not.toContain(RAN)
  await page.unrouteAll({ behavior: 'wait' })
})

test('[NET] an altered style sheet that the page loads later is not applied', async ({
  office,
}) => {
  const { page } = await office.person()
  const lines = said(page)
  await alter(page, /\/assets\/help-[\w-]+\.css$/, 'body { display: none }')
  await page.goto(`${office.server.url}/help`)
  await expect.poll(() => lines.some((line) => REFUSED.test(line))).toBe(true)
  await expect(page.locator('body')).not.toHaveCSS('display', 'none')
  await page.unrouteAll({ behavior: 'wait' })
})

test('unaltered pages find every hash right', async ({ office }) => {
  const { page } = await office.person()
  const lines = said(page)
  await page.goto(`${office.server.url}/sign-in`)
  await expect(heading(page)).toBeVisible()
  expect(lines.filter((line) => REFUSED.test(line))).toEqual([])
})

test('who alters the document too gets past its hashes, and is seen here', async ({ office }) => {
  const { page } = await office.person()
  const lines = said(page)
  await page.route('**/sign-in', async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    const bare = html.replace(/<script type="importmap">.*?<\/script>/, '')
    await route.fulfill({ response, body: bare })
  })
  await alterScript(page, LAZY)
  await page.goto(`${office.server.url}/sign-in`)
  await expect.poll(() => lines.includes(RAN)).toBe(true)
})
