import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import {
  breakBlur,
  drawnPerson,
  edges,
  fakeBlur,
  held,
  keepDevices,
  loudRoom,
  preparedPair,
  say,
  staysHome,
  steadyLoudness,
  turnOn,
} from '../support/effects.ts'

const BLUR = 'Làm mờ nền'
const DENOISE = 'Khử tiếng ồn'
/** Where `drawnPerson` draws them. */
const WALL = { x: 0.02, y: 0.1, width: 0.2, height: 0.6 }
const FACE = { x: 0.44, y: 0.3, width: 0.12, height: 0.28 }

/** Workers that blur; another one holds the keys of the call. */
const blurring = (page: Page): number =>
  page.workers().filter((worker) => worker.url().includes('blur-worker')).length

const trackOf = (video: Locator) =>
  video.evaluate((element) => {
    const { srcObject } = element as HTMLVideoElement
    return (srcObject as MediaStream | null)?.getVideoTracks()[0]?.id
  })

test('[NET] blur: others see no sharp background, and nothing is fetched from other hosts', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  const seen = host.tile('Lê Bình').locator('video')
  await expect.poll(() => edges(seen)).toBeGreaterThan(20)
  const sharp = await edges(seen)
  const track = await trackOf(seen)

  await (await guest.tool('Thiết bị')).click()
  expect(guest.requests.some((url) => /wasm|tflite/.test(url))).toBe(false)
  await turnOn(guest.page, BLUR)
  await expect.poll(() => edges(seen)).toBeLessThan(sharp / 4)
  await host.sees('Lê Bình')
  const cost = guest.page.getByText(/^Đang bật\. /)
  await expect(cost).toBeVisible()
  console.info(await cost.textContent())
  await guest.screenshot('blur-settings-1280')
  await host.screenshot('blur-seen-1280')
  expect(blurring(guest.page)).toBe(1)
  const fetched = guest.requests.filter((url) => /\.(wasm|tflite)$/.test(url))
  expect(new Set(fetched).size).toBe(2)
  for (const url of fetched) {
    const answer = await guest.page.request.get(url)
    expect(answer.headers()['cache-control']).toContain('immutable')
  }

  await guest.page.getByRole('checkbox', { name: BLUR }).click()
  await expect.poll(() => edges(seen)).toBeGreaterThan(sharp / 2)
  await expect.poll(() => blurring(guest.page)).toBe(0)
  // Nothing was republished.
  expect(await trackOf(seen)).toBe(track)
  staysHome(guest, office.server.url)
})

for (const end of ['behind', 'failed'] as const)
  test(`blur that ${end === 'behind' ? 'is too slow' : 'fails'}: the camera goes off, and the person is told`, async ({
    office,
  }) => {
    const { host, guest } = await preparedPair(office, async ({ page }) => {
      await page.addInitScript(fakeBlur, { ms: 10, end })
      await page.addInitScript(keepDevices)
    })
    await host.sees('Lê Bình')
    await (await guest.tool('Thiết bị')).click()
    await turnOn(guest.page, BLUR)
    await host.sees('Lê Bình')
    await breakBlur(guest.page)
    const words = end === 'behind' ? /Máy không kịp làm mờ nền/ : /Không làm mờ nền/
    await expect(guest.page.getByText(words).first()).toBeVisible()
    await expect(host.tile('Lê Bình').locator('video')).toBeHidden()
    await host.silent('video')
    expect(await held(guest.page, 'video')).toBe(0)
    await guest.page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
    await expect(guest.button('Bật camera')).toBeVisible()
  })

test('a slow machine: blur stays off and says why', async ({ office }) => {
  const { link } = await office.meeting()
  const person = await office.person()
  const { page } = person
  await page.addInitScript(fakeBlur, { ms: 80, end: null })
  await page.goto(link)
  await expect(person.button('Tắt camera')).toBeVisible()
  const box = page.getByRole('checkbox', { name: BLUR })
  await box.click()
  const off = page.getByText(/đang tắt vì máy này chậm/)
  await expect(off).toBeVisible()
  await expect(box).not.toBeChecked()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await person.screenshot('blur-weak-1280')
  // The person can have blur anyway.
  await person.button('Vẫn làm mờ nền').click()
  await expect(box).toBeChecked()
  await expect(off).toBeHidden()
})

test('blur in the preview: the wall at once, never the person; remembered; every camera released', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const person = await office.person()
  const { page } = person
  await page.addInitScript(drawnPerson)
  await page.addInitScript(keepDevices)
  await page.goto(link)
  const own = page.getByLabel('Hình ảnh của bạn')
  await expect.poll(() => edges(own, FACE)).toBeGreaterThan(5)
  const sharp = { wall: await edges(own, WALL), face: await edges(own, FACE) }
  await turnOn(page, BLUR)
  await expect(own).toBeVisible()
  expect(await held(page, 'video')).toBe(1)
  await expect.poll(() => edges(own, WALL)).toBeLessThan(sharp.wall / 4)
  await expect.poll(() => edges(own, FACE)).toBeGreaterThan(sharp.face / 2)
  await person.screenshot('blur-preview-1280')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  await page.screenshot({ path: 'e2e/results/shots/blur-preview-360.png', fullPage: true })

  await person.button('Tắt camera').click()
  await expect.poll(() => held(page, 'video')).toBe(0)
  await expect.poll(() => blurring(page)).toBe(0)
  // Remembered: blurred from the first frame on.
  await page.reload()
  await person.button('Bật camera').click()
  await expect.poll(() => edges(own, FACE)).toBeGreaterThan(sharp.face / 2)
  expect(await edges(own, WALL)).toBeLessThan(sharp.wall / 4)
  await expect(page.getByRole('checkbox', { name: BLUR })).toBeChecked()
  staysHome(person, office.server.url)
})

test('blur in the lobby runs only once, and carries over into the call', async ({ office }) => {
  const { meeting, host } = await office.pair()
  const person = await office.person()
  const { page } = person
  await page.addInitScript(drawnPerson)
  await page.addInitScript(keepDevices)
  await page.goto(meeting.link)
  const own = page.getByLabel('Hình ảnh của bạn')
  await expect.poll(() => edges(own, WALL)).toBeGreaterThan(5)
  const sharp = await edges(own, WALL)
  await turnOn(page, BLUR)
  await expect.poll(() => edges(own, WALL)).toBeLessThan(sharp / 4)
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Phạm Chi')
  await page.getByLabel('Mật khẩu cuộc họp', { exact: true }).fill(meeting.password)
  await person.button('Vào cuộc họp').click()
  await person.waits()
  // Preview and call both hold the camera now.
  await expect.poll(() => edges(own, WALL)).toBeLessThan(sharp / 4)
  await expect.poll(() => held(page, 'video')).toBe(1)
  expect(blurring(page)).toBe(1)
  await host.admit('Phạm Chi')
  await person.inside()
  await host.sees('Phạm Chi')
  const seen = host.tile('Phạm Chi').locator('video')
  expect(await edges(seen, WALL)).toBeLessThan(sharp / 4)
  expect(blurring(page)).toBe(1)
  await person.button('Tắt camera').click()
  await expect.poll(() => held(page, 'video')).toBe(0)
  await expect.poll(() => blurring(page)).toBe(0)
})

test('noise suppression: others hear the voice but not a fan, and nothing is fetched from other hosts', async ({
  office,
}) => {
  const { host, guest } = await preparedPair(office, async ({ page }) => {
    await page.addInitScript(loudRoom)
  })
  const fan = await steadyLoudness(host)
  await say(guest.page, 'voice')
  const voice = await steadyLoudness(host)

  await (await guest.tool('Thiết bị')).click()
  expect(guest.requests.some((url) => /wasm/.test(url))).toBe(false)
  await turnOn(guest.page, DENOISE)
  const cost = guest.page.getByText(/^Đang bật\. /)
  await expect(cost).toBeVisible()
  console.info(await cost.textContent())
  const clearVoice = await steadyLoudness(host)
  await say(guest.page, 'fan')
  const quietFan = await steadyLoudness(host)
  console.info({ fan, voice, quietFan, clearVoice })
  expect(quietFan).toBeLessThan(fan / 4)
  expect(clearVoice).toBeGreaterThan(voice * 0.7)
  expect(clearVoice).toBeLessThan(voice * 1.4)

  await guest.page.getByRole('checkbox', { name: DENOISE }).click()
  await expect(guest.page.getByText(/Đang dùng khoảng/)).toBeHidden()
  expect(await steadyLoudness(host)).toBeGreaterThan(fan / 2)
  staysHome(guest, office.server.url)
})

test('noise suppression in the preview: the meter shows that the fan is gone', async ({
  office,
}) => {
  const { link } = await office.meeting()
  const person = await office.person()
  const { page } = person
  await page.addInitScript(keepDevices)
  await page.addInitScript(loudRoom)
  await page.goto(link)
  const meter = page.getByRole('meter')
  const level = async () => Number(await meter.getAttribute('aria-valuenow'))
  await expect.poll(level).toBeGreaterThan(30)
  await turnOn(page, DENOISE)
  await expect.poll(level).toBeLessThan(10)
  await say(page, 'voice')
  await expect.poll(level).toBeGreaterThan(20)
  await person.button('Tắt micrô').click()
  await expect.poll(() => held(page, 'audio')).toBe(0)
})
