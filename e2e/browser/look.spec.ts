import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { loadTexts } from '#client/src/i18n/parts.ts'
import { texts as account } from '#client/src/i18n/vi/account.ts'
import { texts as main } from '#client/src/i18n/vi/main.ts'
import { ACCOUNT_PASSWORD } from '../support/harness.ts'
import { totpCode } from '../support/visitor.ts'
import { sound as soundPage } from '../support/look.ts'

const sound = ({ page }: Person, where: string) => soundPage(page, where)

test('pages pass axe and fit: host and operator', async ({ office }) => {
  const { meeting } = await office.meeting()
  for (const size of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    const host = await office.hostPerson(size)
    for (const path of [
      '/',
      '/meetings',
      '/meetings/new',
      '/accounts',
      '/sign-in',
      '/account/security',
      '/audit',
      `/meetings/${meeting.id}/audit`,
    ]) {
      await host.page.goto(office.server.url + path)
      await expect(host.page.getByRole('heading', { level: 1 })).toBeVisible()
      if (path.endsWith('/audit')) await expect(host.page.getByRole('table')).toBeVisible()
      await sound(host, `${path.replace(meeting.id, 'id').replaceAll('/', '_')}-${size.width}`)
    }
    await host.page.goto(`${office.server.url}/meetings`)
    const menu = host.button(main.common.mainNavigation)
    if (size.width === 360) {
      // One row; the operator's pages open on demand and close with Escape.
      await expect(menu).toBeVisible()
      const { height } = (await host.page.locator('.top').boundingBox()) ?? { height: 0 }
      expect(height).toBeLessThan(80)
      await menu.press('Enter')
      await expect(host.page.getByRole('link', { name: account.nav.serverHealth })).toBeVisible()
      await sound(host, 'navigation-360')
      await host.page.keyboard.press('Escape')
      await expect(host.page.getByRole('link', { name: account.nav.serverHealth })).toBeHidden()
      await expect(menu).toBeFocused()
    } else await expect(menu).toBeHidden()
    await host.button('Tài khoản của Trần Chủ Tọa').click()
    await host.page.getByRole('menuitem', { name: 'Bảo mật tài khoản' }).click()
    await host.button('Đổi mật khẩu đăng nhập').click()
    await expect(host.page.getByRole('alertdialog')).toBeVisible()
    await sound(host, `change-password-${size.width}`)
  }
})

/**
 * From half-authenticated to the recovery codes, in both languages; the shared host stays signed
 * in.
 */
for (const [language, width] of [
  ['vi', 1280],
  ['vi', 360],
  ['en', 1280],
  ['en', 360],
] as const) {
  test(`the second sign-in step passes axe and fits: ${language}, ${width}`, async ({ office }) => {
    const t = await loadTexts(language, 'account')
    const { factors, security } = await loadTexts(language, 'security')
    const audit = await loadTexts(language, 'audit')
    const health = await loadTexts(language, 'health')
    const person = await office.person({ width, height: 800 })
    const { page } = person
    const show = (what: string) => sound(person, `factors-${what}-${language}-${width}`)
    const made = await office.host.post<{ link: string }>('/api/accounts', {
      username: `nhin-${language}-${width}`,
      name: 'Phạm Thị Nhìn',
      role: 'operator',
    })
    await page.goto(made.link)
    await page.getByRole('combobox', { name: main.common.language }).selectOption(language)
    await page.getByLabel(t.setup.password, { exact: true }).fill(ACCOUNT_PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page.locator('svg.qr')).toBeVisible()
    await show('enrol')
    const secret = (await page.locator('output code').textContent())?.replaceAll(' ', '') ?? ''
    await page.getByLabel(factors.code).fill(totpCode(secret))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: factors.codesList })).toBeVisible()
    await show('codes')
    await person.button(factors.codesKept).click()
    await page.goto(`${office.server.url}/account/security`)
    await expect(page.getByRole('list', { name: security.sessionsList })).toBeVisible()
    await show('security')
    await page.goto(`${office.server.url}/accounts`)
    await expect(page.getByRole('checkbox')).toBeVisible()
    await show('accounts')
    await page.goto(`${office.server.url}/audit`)
    await expect(page.getByRole('heading', { name: audit.title })).toBeVisible()
    await expect(page.getByRole('table', { name: audit.caption })).toBeVisible()
    await show('audit')
    await page.goto(`${office.server.url}/server/health`)
    await expect(page.getByRole('heading', { name: health.now })).toBeVisible()
    await show('health')
    await page.context().clearCookies()
    await page.goto(`${office.server.url}/sign-in`)
    await page.getByLabel(t.signIn.username).fill(`nhin-${language}-${width}`)
    await page.getByLabel(t.signIn.password, { exact: true }).fill(ACCOUNT_PASSWORD)
    await show('sign-in')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: factors.proveTitle })).toBeVisible()
    await show('prove')
  })
}

test('joining and the call pass axe and fit a phone', async ({ office }) => {
  const { meeting, host } = await office.pair()
  const small = await office.person({ width: 360, height: 740 })
  await small.page.goto(meeting.link)
  await expect(small.button('Tắt camera')).toBeVisible()
  await sound(small, 'join-360')
  await small.knock(meeting.link, 'Phạm Chi', meeting.password)
  await small.waits()
  await sound(small, 'waiting-360')
  await host.admit('Phạm Chi')
  await small.inside()
  await small.sees('Trần Chủ Tọa')
  await sound(small, 'call-360')
  await small.openPanel('Tin nhắn')
  await sound(small, 'chat-360')
})

test('the panels of a host pass axe and fit', async ({ office }) => {
  const { meeting, host, guest } = await office.pair()
  const waiting = await office.person()
  await waiting.knock(meeting.link, 'Tran Chu Toa', meeting.password)
  await waiting.waits()
  await host.openPanel('Phòng chờ')
  await expect(host.page.getByText(/^Tên giống chủ trì/)).toBeVisible()
  await sound(host, 'lobby-1280')
  await host.openPanel('Người tham dự')
  await sound(host, 'people-1280')
  await host.openPanel('Điều hành')
  await sound(host, 'host-1280')
  await guest.button('Rời họp').click()
  await sound(guest, 'left-1280')
})

test('what can be clicked does not move when the header’s code comes late', async ({ office }) => {
  const { meeting } = await office.meeting()
  const { page } = await office.hostPerson()
  await page.addInitScript(watchTop)
  await page.route(/\/assets\/(nav|vi-account)-/, async (route) => {
    await page.evaluate(frames)
    await route.continue()
  })
  for (const path of [`/m/${meeting.id}`, '/calendar', '/meetings']) {
    await page.goto(office.server.url + path)
    await expect(page.getByRole('navigation', { name: main.common.mainNavigation })).toBeVisible()
    await expect(page.getByRole('main').getByRole('button').first()).toBeVisible()
    await page.evaluate(frames)
    const tops = await page.evaluate(() => (globalThis as unknown as Tops).tops)
    expect(new Set(tops).size, `${path}: ${tops.join()}`).toBe(1)
  }
})

test('the header stays the same one from page to page', async ({ office }) => {
  const { page } = await office.hostPerson()
  await page.goto(`${office.server.url}/meetings`)
  const menu = page.getByRole('button', { name: /^Tài khoản của/ })
  const first = await menu.elementHandle()
  for (const name of [account.nav.calendar, account.nav.accounts, account.nav.home]) {
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  }
  expect(await menu.evaluate((now, before) => now === before, first)).toBe(true)
})

/** Long enough that whatever does not wait for a request has been painted. */
const frames = async () => {
  for (let left = 5; left > 0; left--) await new Promise(requestAnimationFrame)
}

type Tops = { tops: number[] }

/** In every frame in which there is something to click: where the page’s own part begins. */
function watchTop(): void {
  const seen: Tops = { tops: [] }
  Object.assign(globalThis, seen)
  const look = () => {
    const button = document.querySelector('main button')
    const { offsetTop } = document.querySelector('main') ?? { offsetTop: 0 }
    if (button !== null) seen.tops.push(offsetTop)
    requestAnimationFrame(look)
  }
  look()
}

test('everything exists in English too', async ({ office }) => {
  const { host } = await office.pair()
  await host.page.getByRole('combobox', { name: main.common.language }).selectOption('en')
  await expect(host.button('Leave')).toBeVisible()
  await expect(host.page.locator('html')).toHaveAttribute('lang', 'en')
  await sound(host, 'call-en')
})
