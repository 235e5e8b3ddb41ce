import type { Locator, Page } from '@playwright/test'
import { pdfOf } from '#server/files/documents/testing.ts'
import { expect, makesKey, mark, records, test } from '../support/recorded.ts'
import { pressTool } from '../support/tools.ts'

const PDF = { name: 'Tờ trình.pdf', mimeType: 'application/pdf', buffer: pdfOf('Trang mot') }

/** Collects what a screen reader would announce from now on: additions to live regions. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        const from = target instanceof Element ? target : target.parentElement
        const region = from?.closest('[aria-live]')
        if (!region || region.getAttribute('aria-live') === 'off') continue
        for (const node of addedNodes) heard.push(node.textContent ?? '')
      }
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
}

/** Expects nothing to cover any part of it, and that it is as wide as the window. */
async function uncovered(shown: Locator): Promise<void> {
  await expect(shown).toBeVisible()
  const found = await shown.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const place = element.parentElement
    // It ignores clicks, so hit testing would not find it.
    place?.style.setProperty('pointer-events', 'auto')
    const points = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y] as const),
    )
    const covered = points.filter(
      ([x, y]) => !element.contains(element.ownerDocument.elementFromPoint(x, y)),
    )
    place?.style.removeProperty('pointer-events')
    const { opacity, visibility } = getComputedStyle(element)
    const wide = width === element.ownerDocument.documentElement.clientWidth
    return { covered: covered.length, wide, top, opacity, visibility, tall: height >= 24 }
  })
  const whole = { covered: 0, wide: true, top: 0, opacity: '1', visibility: 'visible', tall: true }
  expect(found).toEqual(whole)
}

/** The window's content starts below it. */
async function below(shown: Locator, other: Locator): Promise<void> {
  const [above, under] = [await shown.boundingBox(), await other.boundingBox()]
  expect(under?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0))
}

async function view(page: Page, item: string): Promise<void> {
  await pressTool(page, 'Hiển thị')
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('[REC8] the mark is always visible in the hall display and the floating window, and is announced once', async ({
  recorded,
}) => {
  test.slow()
  const { office } = recorded
  const host = await office.hostPerson()
  await makesKey(office.server.url, host)
  const meeting = await office.meeting()
  await host.enterAsHost(meeting.link)
  const binh = await office.admitted(host, meeting, 'Lê Bình')
  const chi = await office.admitted(host, meeting, 'Phạm Chi')
  // Video does not matter here, and is expensive on two cores.
  for (const person of [host, binh, chi]) await person.button('Tắt camera').click()

  // Before the recording starts, one opens a small window and another the hall display.
  const opening = binh.context.waitForEvent('page')
  await view(binh.page, 'Cửa sổ nổi')
  const small = await opening
  await expect(small.locator('.floating')).toBeVisible()
  await view(chi.page, 'Màn hình hội trường')
  const hall = chi.page.locator('.hall-top')
  await expect(hall).toBeVisible()
  const heard = {
    main: await listen(binh.page),
    small: await listen(small),
    hall: await listen(chi.page),
  }
  await records(host, [binh, chi])

  const windows = [binh.page, small, chi.page].map((page) => mark({ page }))
  for (const shown of windows) {
    await expect(shown).toContainText('Đang ghi')
    await expect(shown).toContainText('Trần Chủ Tọa')
    await uncovered(shown)
  }
  await below(mark({ page: small }), small.locator('.floating-picture'))
  await below(mark(chi), hall)

  // It stays on top, whatever a host puts on the screen.
  await host.openPanel('Tài liệu')
  await host.page.locator('input[type=file]').setInputFiles(PDF)
  for (const { page } of [binh, chi])
    await expect(page.locator('canvas.sheet-picture[data-page="1"]')).toBeVisible()
  await host.act('Lê Bình', 'Làm nổi bật cho mọi người')
  for (const shown of windows) await uncovered(shown)
  await chi.page.mouse.move(600, 400)
  await expect(chi.page.locator('.hall-leave[data-shown]')).toBeVisible()
  await uncovered(mark(chi))
  await chi.screenshot('recording-hall')
  await small.screenshot({ path: 'e2e/results/shots/recording-floating.png' })
  await (await binh.tool('Hiển thị')).click()
  await expect(binh.page.getByRole('menu')).toBeVisible()
  await uncovered(mark(binh))
  await binh.page.keyboard.press('Escape')

  // A small window opened later shows it too, without another announcement.
  expect(await heard.small(), 'the large window reads it').toEqual([])
  await view(binh.page, 'Đóng cửa sổ nổi')
  await expect.poll(() => small.isClosed()).toBe(true)
  const reopening = binh.context.waitForEvent('page')
  await view(binh.page, 'Cửa sổ nổi')
  const again = await reopening
  await uncovered(mark({ page: again }))
  await expect(again.locator('[aria-live="assertive"]')).toHaveCount(0)
  await chi.page.keyboard.press('Escape')
  await expect(chi.page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toBeVisible()
  await uncovered(mark(chi))

  for (const words of [await heard.main(), await heard.hall()])
    expect(words.filter((text) => text.startsWith('Đang ghi'))).toHaveLength(1)

  await view(chi.page, 'Màn hình hội trường')
  await expect(hall).toBeVisible()
  await host.openPanel('Điều hành')
  await host.button('Dừng ghi').click()
  // The hall display announces it in words as well, in large type.
  const over = chi.page.locator('.toast', { hasText: 'Cuộc họp không còn được ghi.' })
  await expect(over).toBeVisible()
  const letters = await over.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))
  expect(letters).toBeGreaterThanOrEqual(0.04 * 800 - 0.5)
  await expect(over.getByRole('button')).toHaveCount(0)
  await chi.screenshot('recording-hall-over')
  for (const page of [binh.page, again, chi.page]) await expect(mark({ page })).toHaveCount(0)
})
