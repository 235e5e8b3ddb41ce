import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { pdfOf } from '#server/files/documents/testing.ts'
import type { Person } from './browser.ts'

export const PDF = { name: 'Tờ trình.pdf', mimeType: 'application/pdf', buffer: pdfOf('Trang mot', 'Trang hai', 'Trang ba') } // prettier-ignore

/** Shares a document through the panel. */
export async function put(person: Person, file: typeof PDF): Promise<void> {
  await person.openPanel('Tài liệu')
  await person.page.locator('input[type=file]').setInputFiles(file)
}

/** Where a person sees page `n`. */
export const canvasAt = (person: Person, n: number): Locator =>
  person.page.locator(`canvas.sheet-picture[data-page="${n}"]`)

/** Expects the blue area at the foot of the test pages to be painted. */
export async function painted(person: Person, n: number): Promise<void> {
  await expect(canvasAt(person, n)).toBeVisible()
  const blue = () =>
    canvasAt(person, n).evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const context = canvas.getContext('2d')
      const [x, y] = [Math.round(canvas.width / 2), Math.round(canvas.height * 0.88)]
      const [r = 0, , b = 0] = context?.getImageData(x, y, 1, 1).data ?? []
      return b - r
    })
  await expect.poll(blue, { message: `page ${n} is painted` }).toBeGreaterThan(80)
}

/** Draws along a line on the page, as by hand. */
export async function draw(
  { page }: Person,
  from: [number, number],
  to: [number, number],
): Promise<void> {
  const box = (await page.locator('.sheet-page').boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  }
  const at = ([x, y]: [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at(to), { steps: 12 })
  await page.mouse.up()
}

/** Fills an area of the page with the pen: a thin line would be lost in a blurry video. */
export async function scribble(person: Person, at: { x: number; y: number }): Promise<void> {
  const box = await person.page.locator('.sheet-page').boundingBox()
  if (!box) throw new Error('no page')
  const [width, height, rows] = [0.5, 0.3, 60]
  const { mouse } = person.page
  const to = (x: number, y: number) => mouse.move(box.x + box.width * x, box.y + box.height * y)
  await to(at.x, at.y)
  await mouse.down()
  for (let row = 1; row <= rows; row += 1) {
    await to(at.x + (row % 2) * width, at.y + (row / rows) * height)
  }
  await mouse.up()
}
