import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

/** WCAG 2.2 AA, by axe; and nothing sticks out to the side. */
async function sound(person: Person, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: person.page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)
  expect(found, where).toEqual([])
  const overflow = await person.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${where}: wider than the window`).toBeLessThanOrEqual(0)
  await person.screenshot(where)
}

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
      '/audit',
      `/meetings/${meeting.id}/audit`,
    ]) {
      await host.page.goto(office.server.url + path)
      await expect(host.page.getByRole('heading', { level: 1 })).toBeVisible()
      if (path.endsWith('/audit')) await expect(host.page.getByRole('table')).toBeVisible()
      await sound(host, `${path.replace(meeting.id, 'id').replaceAll('/', '_')}-${size.width}`)
    }
    await host.page.goto(`${office.server.url}/meetings`)
    await host.button('Tài khoản của Trần Chủ Tọa').click()
    await host.page.getByRole('menuitem', { name: 'Đổi mật khẩu đăng nhập' }).click()
    await expect(host.page.getByRole('alertdialog')).toBeVisible()
    await sound(host, `change-password-${size.width}`)
  }
})

test('the way in and the call pass axe and fit a phone', async ({ office }) => {
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
  await small.openPanel('Trao đổi')
  await sound(small, 'chat-360')
})

test('the panels of a host pass axe and fit', async ({ office }) => {
  const { meeting, host, guest } = await office.pair()
  const waiting = await office.person()
  await waiting.knock(meeting.link, 'Tran Chu Toa', meeting.password)
  await waiting.waits()
  await host.openPanel('Phòng chờ')
  await expect(host.page.getByText('Tên giống chủ trì.')).toBeVisible()
  await sound(host, 'lobby-1280')
  await host.openPanel('Người dự')
  await sound(host, 'people-1280')
  await host.openPanel('Điều hành')
  await sound(host, 'host-1280')
  await guest.button('Rời họp').click()
  await sound(guest, 'left-1280')
})

test('everything is there in English too', async ({ office }) => {
  const { host } = await office.pair()
  await host.page.getByRole('combobox').selectOption('en')
  await expect(host.button('Leave')).toBeVisible()
  await expect(host.page.locator('html')).toHaveAttribute('lang', 'en')
  await sound(host, 'call-en')
})
