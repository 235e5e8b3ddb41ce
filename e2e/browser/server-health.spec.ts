import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

/** WCAG 2.2 AA, by axe; and nothing sticks out to the side. */
async function sound({ page }: Person): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
}

test('an operator sees how the server is, and that there is no way to listen in', async ({
  office,
}) => {
  const operator = await office.hostPerson()
  const { page } = operator
  await page.goto(office.server.url)
  await page.getByRole('link', { name: 'Tình trạng máy chủ' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tình trạng máy chủ')
  await expect(page.getByText('Máy chủ hoạt động bình thường.')).toBeVisible()
  await expect(page.getByText(/không có cách nào nghe hoặc xem/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Người trong phòng họp/ })).toContainText(
    '0 trên tối đa',
  )
  await expect(page.getByRole('row', { name: /^Số 1/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Phiên bản/ })).toContainText('An Họp 0.1.0')
  await page.setViewportSize({ width: 1280, height: 800 })
  await sound(operator)
  await operator.screenshot('server-health-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await sound(operator)
  await operator.screenshot('server-health-360')
})
