import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
import type { Person } from './browser.ts'

/** The host opens a vote in which guests may vote too; `fill` makes further choices. */
export async function openVote(
  host: Person,
  question: string,
  fill: (dialog: Locator) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await host.openPanel('Biểu quyết')
  await host.page
    .getByRole('complementary', { name: 'Biểu quyết' })
    .getByRole('button', { name: 'Mở biểu quyết' })
    .click()
  const dialog = host.page.getByRole('alertdialog', { name: 'Mở biểu quyết' })
  await dialog.getByRole('textbox', { name: 'Nội dung biểu quyết' }).fill(question)
  await dialog.getByRole('checkbox', { name: 'Khách cũng có quyền bỏ phiếu' }).check()
  await fill(dialog)
  await dialog.getByRole('button', { name: 'Mở biểu quyết' }).click()
  await expect(dialog).toHaveCount(0)
}

/** Ends it; the question that this asks `says` who has not voted. */
export async function endVote(host: Person, says: string | RegExp): Promise<void> {
  const dialog = host.page.getByRole('alertdialog', { name: 'Kết thúc biểu quyết?' })
  await host.button('Kết thúc và kiểm phiếu').click()
  await expect(dialog).toContainText(says)
  await dialog.getByRole('button', { name: 'Kết thúc và kiểm phiếu' }).click()
}
