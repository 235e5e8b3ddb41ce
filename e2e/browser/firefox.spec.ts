import { expect, test } from '../support/browser.ts'
import { loudRoom, preparedPair, say, turnOn } from '../support/effects.ts'

test('Firefox joins, sees and is seen', async ({ office }) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  await host.hears()
  await guest.hears()
})

test('Firefox suppresses noise, and reports that it cannot blur', async ({ office }) => {
  // Firefox's fake microphone is a single tone, which counts as noise.
  const { host, guest } = await preparedPair(office, async ({ page }) => {
    await page.addInitScript(loudRoom)
  })
  await say(guest.page, 'voice')
  await (await guest.tool('Thiết bị')).click()
  await expect(guest.page.getByRole('checkbox', { name: 'Làm mờ nền' })).toBeDisabled()
  await expect(guest.page.getByText('Trình duyệt này chưa hỗ trợ.')).toBeVisible()
  await turnOn(guest.page, 'Khử tiếng ồn')
  await expect(guest.page.getByText(/^Đang bật\. /)).toBeVisible()
  await host.hears()
})
