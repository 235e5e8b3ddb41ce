import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import {
  AFTER_A_MARK,
  LOST_PAGE,
  MENTIONS_ENCRYPT,
  NO_PAGES,
  OWNER_ONLY,
  WITH_PASSWORD,
  XFA_ONLY,
} from '../support/pdfs.ts'
import { put } from '../support/documents.ts'

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })
const picture = ({ page }: Person, n: number) =>
  page.locator(`canvas.sheet-picture[data-page="${n}"]`)

async function putAll(host: Person, files: ReturnType<typeof file>[]): Promise<void> {
  await host.openPanel('Tài liệu')
  await host.page.locator('input[type=file]').setInputFiles(files)
}
const begun = ({ requests }: Person) => requests.filter((url) => url.endsWith('/documents'))

test('[DOC2] an unsuitable PDF is rejected with its actual cause before anything is uploaded', async ({
  office,
}) => {
  test.slow()
  const { host } = await office.doorway()
  const { page } = host
  await putAll(host, [
    file('xfa.pdf', XFA_ONLY),
    file('khong-trang.pdf', NO_PAGES),
    file('mat-khau.pdf', WITH_PASSWORD),
    file('lan.pdf', Buffer.concat([Buffer.from('x'), AFTER_A_MARK])),
  ])
  await expect(page.getByText(/xfa\.pdf: .*XFA.*In ra PDF/)).toBeVisible()
  await expect(page.getByText('khong-trang.pdf: PDF này không có trang nào.')).toBeVisible()
  await expect(page.getByText(/mat-khau\.pdf: PDF này có mật khẩu mở/)).toBeVisible()
  await expect(page.getByText(/lan\.pdf: Tệp này mang thêm dữ liệu khác/)).toBeVisible()
  expect(begun(host)).toEqual([])
})

test('[DOC2] padding, misleading text in a page and an owner password do not keep a PDF out', async ({
  office,
}) => {
  test.slow()
  const { host } = await office.doorway()
  await putAll(host, [
    file('bom.pdf', AFTER_A_MARK),
    file('nhac-den.pdf', MENTIONS_ENCRYPT),
    file('chu-so-huu.pdf', OWNER_ONLY),
  ])
  for (const taken of ['bom.pdf', 'nhac-den.pdf', 'chu-so-huu.pdf'])
    await expect(host.button(`Bỏ “${taken}” khỏi cuộc họp`)).toBeVisible()
  // The most recently arrived document is shown.
  await expect(picture(host, 1)).toBeVisible()
  await expect(host.page.getByText('Chi doc')).toBeAttached()
})

test('[DOC2] a page that cannot be rendered says so, and only that page', async ({ office }) => {
  test.slow()
  const { host } = await office.doorway()
  await put(host, file('thieu-trang.pdf', LOST_PAGE))
  await expect(picture(host, 1)).toBeVisible()
  await host.button('Trang sau').click()
  const told = host.page.getByRole('alert').getByText('Không hiển thị được trang 2')
  await expect(told).toBeVisible()
  await host.button('Trang trước').click()
  await expect(told).toHaveCount(0)
  await expect(picture(host, 1)).toBeVisible()
})

/** APIs that browsers gained in recent years; this page and its workers remove them. */
const NEWER = `for (const [of, names] of [
  [Map.prototype, ['getOrInsert', 'getOrInsertComputed']],
  [WeakMap.prototype, ['getOrInsert', 'getOrInsertComputed']],
  [Promise, ['withResolvers', 'try']],
  [Uint8Array, ['fromBase64', 'fromHex']],
  [Uint8Array.prototype, ['toBase64', 'toHex']],
  [Math, ['sumPrecise']],
  [Iterator.prototype, ['map', 'filter', 'toArray', 'find', 'some', 'every', 'forEach']],
  [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf']],
  [URL, ['parse']],
  [AbortSignal, ['any']],
  [Response.prototype, ['bytes']],
  [Blob.prototype, ['bytes']],
]) for (const name of names) delete of[name];
delete ReadableStream.prototype[Symbol.asyncIterator];`

test('[DOC2] a browser a few years old shows a document', async ({ office }) => {
  const meeting = await office.meeting()
  const host = await office.hostPerson()
  await host.context.addInitScript(NEWER)
  await host.context.route(/\/pdf-worker-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${NEWER}\n${await response.text()}` })
  })
  await host.enterAsHost(meeting.link)
  await put(host, file('cu.pdf', MENTIONS_ENCRYPT))
  await expect(picture(host, 1)).toBeVisible()
})
