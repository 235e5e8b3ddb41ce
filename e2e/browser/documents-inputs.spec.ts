import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { AFTER_A_MARK, NO_PAGES, WITH_PASSWORD, XFA_ONLY } from '../support/pdfs.ts'

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })

async function putAll(host: Person, files: ReturnType<typeof file>[]): Promise<void> {
  await host.openPanel('Tài liệu')
  await host.page.locator('input[type=file]').setInputFiles(files)
}
const begun = ({ requests }: Person) => requests.filter((url) => url.endsWith('/documents'))

test('[DOC2] who puts up a PDF hears the true cause before anything of it is sent', async ({
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
  await expect(page.getByText(/mat-khau\.pdf: PDF này đặt mật khẩu để mở/)).toBeVisible()
  await expect(page.getByText(/lan\.pdf: Tệp này mang thêm dữ liệu khác/)).toBeVisible()
  expect(begun(host)).toEqual([])
})
