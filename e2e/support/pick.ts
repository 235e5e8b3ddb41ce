import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** Types into a date or time field part by part, as people do; each part passes on to the next. */
export async function typeInto(scope: Page | Locator, name: string, digits: string): Promise<void> {
  const field = scope.getByRole('group', { name, exact: true })
  const parts = field.getByRole('spinbutton')
  await parts.first().focus()
  await parts.first().pressSequentially(digits)
}

/** `2026-11-30` as dd/mm/yyyy. */
export const typeDate = (scope: Page | Locator, name: string, date: string) =>
  typeInto(scope, name, date.split('-').toReversed().join(''))

/** `09:05` */
export const typeTime = (scope: Page | Locator, name: string, time: string) =>
  typeInto(scope, name, time.replace(':', ''))

/** Opens the part of a form that most people leave closed. */
export async function openOptions(page: Page, name = 'Tùy chọn'): Promise<void> {
  const options = page.locator('details', { hasText: name })
  await options.locator('summary').click()
  await expect(options).toHaveAttribute('open')
}
