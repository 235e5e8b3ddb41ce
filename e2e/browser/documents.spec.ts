import type { Locator, Page } from '@playwright/test'
import { jpegOf, pngOf } from '#server/files/documents/testing.ts'
import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { PDF, canvasAt, draw, painted, put } from '../support/documents.ts'

const sheet = ({ page }: Person): Locator => page.locator('.sheet')
const strokes = ({ page }: Person) => page.locator('.ink-stroke')

/** When the next click arrives in this page, which is later than it was requested. */
const clicked = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener('click', () => resolve(Date.now()), { once: true, capture: true })
      }),
  )

/** When something first matches in this page from now on, by the page's own clock. */
const seen = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(wanted)) resolve(Date.now())
          else setTimeout(look, 5)
        }
        look()
      }),
    selector,
  )

test('[DOC1] [DOC5] three people: a document is shown, turned, drawn on, browsed ahead, handed over', async ({
  office,
}) => {
  test.slow()
  const { meeting, host, guest } = await office.pair()
  await guest.openPanel('Tài liệu')
  await expect(guest.page.getByText('Chưa có tài liệu nào.')).toBeVisible()
  await expect(guest.page.locator('input[type=file]'), 'no right, no button').toHaveCount(0)

  // Shown to everyone, and readable by screen readers.
  await put(host, PDF)
  for (const person of [host, guest]) {
    await painted(person, 1)
    const text = person.page.getByRole('region', { name: 'Nội dung trang 1' })
    await expect(text).toHaveText('Trang mot')
    await expect(person.page.locator('.document-stage .watermark')).toBeVisible()
  }
  await expect(guest.page.getByText('Trần Chủ Tọa đang trình bày')).toBeVisible()

  // Turning pages, by button and by key.
  const turned = seen(guest.page, 'canvas.sheet-picture[data-page="2"]')
  const pressed = clicked(host.page)
  await host.button('Trang sau').click()
  const page = (await turned) - (await pressed)
  await painted(guest, 2)
  await sheet(host).focus()
  await host.page.keyboard.press('PageDown')
  await painted(guest, 3)
  await host.page.keyboard.press('PageUp')
  await painted(guest, 2)
  await host.page.keyboard.press('+')
  const zoomed = () => guest.page.locator('.sheet-page').evaluate((e) => e.clientWidth)
  const fit = await zoomed()
  await host.page.keyboard.press('+')
  await expect.poll(zoomed).toBeGreaterThan(fit)
  await host.page.keyboard.press('0')

  // Drawing by mouse and by keyboard; undo and erase.
  await host.button('Bút vẽ').click()
  const inked = seen(guest.page, '.ink-stroke')
  const began = Date.now()
  await draw(host, [0.2, 0.2], [0.6, 0.3])
  const stroke = (await inked) - began
  test.info().annotations.push({ type: 'latency', description: `page turn ${page} ms, stroke ${stroke} ms, from click to paint` }) // prettier-ignore
  console.info(`page turn seen after ${page} ms, stroke after ${stroke} ms`)
  await draw(host, [0.2, 0.5], [0.6, 0.6])
  await sheet(host).focus()
  for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space'])
    await host.page.keyboard.press(key)
  await expect(strokes(guest)).toHaveCount(3)
  await host.button('Hoàn tác nét vừa vẽ').click()
  await expect(strokes(guest)).toHaveCount(2)
  await host.button('Tẩy nét vẽ').click()
  await draw(host, [0.4, 0.53], [0.4, 0.57])
  await expect(strokes(guest)).toHaveCount(1)

  // The laser, while it points.
  await host.button('Chỉ bằng tia laser').click()
  await sheet(host).hover()
  await expect(guest.page.locator('.laser')).toBeVisible()
  await host.screenshot('documents-presenter')
  await guest.screenshot('documents-follower')
  await host.button('Xem và kéo trang').click()
  await expect(guest.page.locator('.laser')).toHaveCount(0)

  // Latecomers see what the others see.
  const late = await office.admitted(host, meeting, 'Vũ Đến Muộn')
  await painted(late, 2)
  await expect(strokes(late)).toHaveCount(1)

  // Browsing ahead and back.
  await guest.button('Trang sau').click()
  await painted(guest, 3)
  await expect(guest.page.getByText('Bạn đang tự xem')).toBeVisible()
  await expect(canvasAt(host, 2)).toBeVisible()
  await guest.button('Theo người trình bày').click()
  await painted(guest, 2)

  // The guest gets presenter right, turns pages for everyone, and gives it back.
  await host.act('Lê Bình', 'Trao quyền trình bày')
  await expect(guest.page.getByText('Bạn đang trình bày')).toBeVisible()
  await expect(guest.page.locator('input[type=file]')).toHaveCount(1)
  await guest.button('Trang trước').click()
  await painted(host, 1)
  await painted(late, 1)
  await host.act('Lê Bình', 'Thu hồi quyền trình bày')
  await expect(guest.button('Bút vẽ')).toHaveCount(0)
  await host.button('Trang sau').click()
  await painted(guest, 2)

  // The hall display shows only the page.
  await (await late.tool('Hiển thị')).click()
  await late.page.getByRole('menuitem', { name: 'Màn hình hội trường' }).click()
  await painted(late, 2)
  await expect(late.page.locator('.document-tools')).toHaveCount(0)
  await late.screenshot('documents-hall')
})

test('[DOC1] what a pin has made small is large again when it is pressed', async ({ office }) => {
  const { host, guest } = await office.pair()
  await put(host, PDF)
  await expect(guest.button('Trang sau')).toBeVisible()
  await guest.openPanel('Người tham dự')
  await guest.button('Thao tác với Trần Chủ Tọa').click()
  await guest.page.getByRole('menuitem', { name: 'Ghim cho tôi' }).click()
  await expect(guest.button('Trang sau')).toHaveCount(0)
  await guest.button('Bỏ ghim để xem lớn nội dung chia sẻ').click()
  await expect(guest.button('Trang sau')).toBeVisible()
})

test('[DOC6] a copy where the host allows it, marked with the downloader’s name', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await put(host, PDF)
  await painted(guest, 1)
  const button = guest.button('Tải về “Tờ trình.pdf”, có in tên bạn')
  await expect(button).toHaveCount(0)
  await host.page.getByRole('checkbox', { name: /^Cho phép mọi người tải về/ }).click()
  const download = guest.page.waitForEvent('download')
  await button.click()
  const stream = await (await download).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  const copy = Buffer.concat(chunks)
  // A complete PDF made of images; uploading it again shows that browsers can open it.
  expect(copy.subarray(0, 8).toString()).toBe('%PDF-1.4')
  expect(copy.includes('Trang mot')).toBe(false)
  await put(host, { ...PDF, name: 'ban-sao.pdf', buffer: copy })
  await expect(host.page.getByRole('listitem', { name: 'ban-sao.pdf' })).toBeVisible()
  await painted(guest, 1)
  await guest.screenshot('documents-copy')
})

test('[DOC2] images are shown, a whiteboard can be drawn on, and rejections are explained', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  const problem = host.page.getByRole('alert')
  const word = Buffer.from('504b030414000600', 'hex')
  for (const [name, buffer, text] of [
    ['giả.pdf', Buffer.from('%PDF-1.4 hỏng'), /bị hỏng/],
    ['báo cáo.docx', word, /Chỉ nhận PDF, PNG, JPEG và WebP/],
    ['giả.jpg', jpegOf(), /bị hỏng/],
  ] as const) {
    await put(host, { name, mimeType: 'application/pdf', buffer })
    await expect(problem).toHaveText(text)
  }
  const picture = { mimeType: 'image/png', buffer: pngOf(40, 30) }
  await host.page.locator('input[type=file]').setInputFiles([
    { name: 'ảnh một.png', ...picture },
    { name: 'công văn.docx', mimeType: 'application/pdf', buffer: word },
    { name: 'ảnh hai.png', ...picture },
  ])
  for (const name of ['ảnh một.png', 'ảnh hai.png'])
    await expect(host.page.getByRole('listitem', { name })).toBeVisible()
  await expect(problem).toHaveText(/^công văn\.docx: Chỉ nhận PDF/)
  await host.screenshot('documents-refused')
  // Also announced with the panel closed, as it is before the last of them is looked at.
  const tool = await host.tool('Tài liệu')
  const closed = Promise.withResolvers<void>()
  await host.page.route('**/documents', (route) => closed.promise.then(() => route.continue()))
  await host.page.locator('input[type=file]').setInputFiles([
    { name: 'ảnh ba.png', ...picture },
    { name: 'tờ trình.docx', mimeType: 'application/pdf', buffer: word },
  ])
  await tool.click()
  await expect(host.page.locator('input[type=file]')).toHaveCount(0)
  closed.resolve()
  await expect(host.page.getByText(/^tờ trình\.docx: Chỉ nhận PDF/)).toBeVisible()
  await host.screenshot('documents-refused-away')
  await (await host.tool('Tài liệu')).click()
  await expect(host.page.getByRole('listitem', { name: /^ảnh .*\.png$/ })).toHaveCount(3)
  await expect(problem).toHaveCount(0)
  await put(host, { name: 'sơ đồ.png', mimeType: 'image/png', buffer: pngOf(64, 48) })
  await expect(canvasAt(guest, 1)).toBeVisible()
  await expect(problem).toHaveCount(0)
  await host.button('Mở bảng trắng').click()
  await expect(guest.page.getByText('Bảng trắng ·')).toBeVisible()
  await host.button('Bút đánh dấu').click()
  await host.page.getByLabel('Màu bút').selectOption({ label: 'Xanh dương' })
  await draw(host, [0.3, 0.3], [0.7, 0.7])
  await expect(strokes(guest)).toHaveAttribute('data-color', '1')
  await host.screenshot('documents-whiteboard')
})
