import type { Page } from '@playwright/test'
import { expect, test } from '../support/gallery-test.ts'
import type { Gallery } from '../support/gallery.ts'
import { sound } from '../support/look.ts'
import { pressTool } from '../support/tools.ts'

const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]

async function show(page: Page, gallery: Gallery, state: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${gallery.url}?state=${state}`)
  await expect(page.locator('h1')).toBeVisible()
}

const open = (page: Page) => pressTool(page, 'Hiển thị')

async function choose(page: Page, name: string): Promise<void> {
  await open(page)
  await page
    .getByRole(
      /^(Lưới|Người|Cột bên|Trình|Tự|Theo|Sáng|Tối)/.test(name) ? 'menuitemradio' : 'menuitem',
      { name, exact: true },
    )
    .click()
  await expect(page.getByRole('menu')).toBeHidden()
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`every component passes axe and fits, ${colorScheme}`, async ({ page, gallery }) => {
    await page.emulateMedia({ colorScheme })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await page.goto(gallery.url)
      await expect(page.locator('h1')).toBeVisible()
      await sound(page, `components-${colorScheme}-${size.width}`)
    }
  })

for (const group of ['waiting', 'closed', 'room'])
  test(`every state of a call passes axe and fits: ${group}`, async ({ page, gallery }) => {
    test.slow()
    await page.goto(gallery.url)
    await expect(page.locator('h1')).toBeVisible()
    const states = await page.locator('.states a').allTextContents()
    for (const [n, state] of states.filter((name) => name.startsWith(group)).entries()) {
      await page.setViewportSize(SIZES[n % 2] ?? { width: 1280, height: 800 })
      await page.emulateMedia({ colorScheme: n % 3 === 0 ? 'dark' : 'light' })
      await show(page, gallery, state)
      await sound(page, state)
    }
  })

test('[REC2] on a phone every answer about being recorded is fully visible', async ({
  page,
  gallery,
}) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await show(page, gallery, 'room-recording-question')
  const dialog = page.getByRole('alertdialog')
  const answers = dialog.getByRole('button')
  await expect(answers).toHaveCount(3)
  for (const answer of await answers.all()) {
    await answer.scrollIntoViewIfNeeded()
    await expect(answer).toBeInViewport({ ratio: 1 })
    const [inner, outer] = [await answer.boundingBox(), await dialog.boundingBox()]
    expect(inner?.x).toBeGreaterThanOrEqual(outer?.x ?? 360)
    const right = (box: typeof inner) => (box?.x ?? 0) + (box?.width ?? 0)
    expect(right(inner)).toBeLessThanOrEqual(right(outer))
    expect(await answer.evaluate((e) => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(0)
  }
})

test('each layout passes axe and fits a phone', async ({ page, gallery }) => {
  test.slow()
  await page.setViewportSize({ width: 360, height: 740 })
  await show(page, gallery, 'room-shared')
  for (const layout of ['Lưới', 'Người đang nói', 'Cột bên', 'Trình chiếu']) {
    await choose(page, layout)
    await sound(page, `layout-${layout}`)
  }
})

for (const state of ['room-2', 'room-host', 'room-conference'])
  for (const [width, height, most] of [
    [1366, 768, 10],
    [360, 740, 7],
  ] as const)
    test(`one row of at most ${most} tools, the rest with names behind "more": ${state}, ${width}`, async ({
      page,
      gallery,
    }) => {
      await page.setViewportSize({ width, height })
      await show(page, gallery, state)
      const bar = page.getByRole('region', { name: 'Điều khiển cuộc họp' })
      const boxesOf = () =>
        bar.getByRole('button').evaluateAll((all) =>
          all.map((tool) => {
            const { top, left, right, width: wide } = tool.getBoundingClientRect()
            return { name: tool.textContent, top: Math.round(top), left, right, wide }
          }),
        )
      // One row once the page has settled.
      await expect(async () => {
        const [first, ...rest] = await boxesOf()
        expect(rest.filter(({ top }) => top !== first?.top)).toEqual([])
      }).toPass()
      const boxes = await boxesOf()
      expect(boxes.length).toBeLessThanOrEqual(most)
      for (const { wide, left, right } of boxes) {
        expect(wide).toBeGreaterThanOrEqual(44)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(right).toBeLessThanOrEqual(width)
      }
      await expect(bar.getByRole('button').last()).toHaveAccessibleName('Rời họp')
      const more = page.getByRole('button', { name: 'Thêm công cụ' })
      await more.press('Enter')
      const sheet = page.getByRole('group', { name: 'Thêm công cụ' })
      await expect(sheet.getByText('Thiết bị')).toBeInViewport({ ratio: 1 })
      await sound(page, `tools-${state}-${width}`)
      await page.keyboard.press('Escape')
      await expect(sheet).toHaveCount(0)
      await expect(more).toBeFocused()
      // From a dialog that a tool opens, focus returns to the button that is still there.
      await more.press('Enter')
      await sheet.getByRole('button', { name: 'Thiết bị' }).press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(more).toBeFocused()
    })

test('a layout can be chosen by keyboard only, and is remembered', async ({ page, gallery }) => {
  await show(page, gallery, 'room-9')
  await expect(page.locator('.tile-large')).toHaveCount(0)
  await page.getByRole('button', { name: 'Thêm công cụ' }).press('Enter')
  await page.getByRole('button', { name: 'Hiển thị' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemradio', { name: 'Tự động' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('.tile-large')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Thêm công cụ' })).toBeFocused()
  await page.reload()
  await expect(page.locator('.tile-large')).toBeVisible()
})

test('people without camera are hidden on request, and this is indicated', async ({
  page,
  gallery,
}) => {
  await show(page, gallery, 'room-9')
  await expect(page.locator('.tile')).toHaveCount(9)
  await open(page)
  await page.getByRole('menuitemcheckbox', { name: 'Ẩn người không bật camera' }).click()
  await page.keyboard.press('Escape')
  await expect(page.locator('.tile')).toHaveCount(7)
  await expect(page.getByText('Đang ẩn 2 người không bật camera')).toBeVisible()
})

test('a pin is personal: by keyboard, from the list of people', async ({ page, gallery }) => {
  await show(page, gallery, 'room-9')
  await page.getByRole('button', { name: /^Người tham dự/ }).click()
  await page.getByRole('button', { name: 'Thao tác với Phạm Đức Anh' }).press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.locator('.tile-large')).toHaveAccessibleName('Phạm Đức Anh')
  await expect(page.locator('.tile-large').getByText('Bạn đã ghim')).toBeAttached()
})

test('a shared screen can be zoomed by keys, wheel and buttons', async ({ page, gallery }) => {
  await show(page, gallery, 'room-shared')
  const picture = page.getByRole('group', { name: /^Hình chia sẻ/ })
  await picture.focus()
  await page.keyboard.press('+')
  await expect(page.getByText('Thu phóng 125%')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('0')
  await expect(page.getByText(/^Thu phóng \d/)).toBeHidden()
  await picture.hover()
  await page.mouse.wheel(0, -100)
  await expect(page.getByText('Thu phóng 125%')).toBeVisible()
  await page.getByRole('button', { name: 'Vừa khung' }).click()
  await expect(page.getByText(/^Thu phóng \d/)).toBeHidden()
})

test('the hall display has large names, a clock and no controls, and Escape leaves it', async ({
  page,
  gallery,
}) => {
  const height = 1080
  await page.setViewportSize({ width: 1920, height })
  await show(page, gallery, 'room-9')
  await choose(page, 'Màn hình hội trường')
  await expect(page.locator('.hall-clock')).toHaveText(/^\d\d:\d\d$/)
  await expect(page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toBeHidden()
  const sizes = await page
    .locator('.tile-name')
    .evaluateAll((names) => names.map((name) => Number.parseFloat(getComputedStyle(name).fontSize)))
  expect(sizes).toHaveLength(9)
  // 4 % of the screen's height; see hall.css for why.
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(height * 0.04)
  await sound(page, 'hall-1920')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toBeVisible()
})

test('the theme follows the system until someone chooses one, and the choice is kept', async ({
  page,
  gallery,
}) => {
  const dark = page.locator('html.dark')
  await page.emulateMedia({ colorScheme: 'dark' })
  await show(page, gallery, 'closed-left')
  await expect(dark).toHaveCount(1)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(dark).toHaveCount(0)
  // Around pictures it is dark, unless the person wants it light.
  await show(page, gallery, 'room-2')
  await expect(dark).toHaveCount(1)
  await choose(page, 'Sáng')
  await expect(dark).toHaveCount(0)
  await page.reload()
  await expect(page.locator('.stage')).toBeVisible()
  await expect(dark).toHaveCount(0)
})

test('nothing is lost with forced colors and reduced motion', async ({ page, gallery }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await show(page, gallery, 'room-9')
  await sound(page, 'forced-colors')
  const moving = await page.evaluate(() => document.getAnimations().length)
  expect(moving).toBe(0)
})

test('a floating window shows what matters and the person’s own tools, and closes again', async ({
  page,
  context,
  gallery,
}) => {
  await show(page, gallery, 'room-shared')
  const opening = context.waitForEvent('page')
  await choose(page, 'Cửa sổ nổi')
  const floating = await opening
  await expect(
    floating.getByRole('figure', { name: 'Màn hình của Nguyễn Thị Minh Hằng' }),
  ).toBeVisible()
  await expect(floating.getByRole('button', { name: 'Bật micrô' })).toBeInViewport()
  const picture = await floating.locator('.floating-picture').boundingBox()
  const width = await floating.evaluate(() => document.documentElement.clientWidth)
  expect(picture?.width).toBe(width)
  await choose(page, 'Đóng cửa sổ nổi')
  await expect.poll(() => floating.isClosed()).toBe(true)
})

test('full screen can be entered and left from the menu', async ({ page, gallery }) => {
  await show(page, gallery, 'room-2')
  const full = () => page.evaluate(() => document.fullscreenElement !== null)
  await choose(page, 'Toàn màn hình')
  await expect.poll(full).toBe(true)
  await choose(page, 'Thoát toàn màn hình')
  await expect.poll(full).toBe(false)
})
