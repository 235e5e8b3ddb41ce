import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '../support/browser.ts'
import { Gallery } from '../support/gallery.ts'
import { test } from '../support/other.ts'

const PAGE = join(import.meta.dirname, '../../docs/BROWSERS.md')

/** The cells of the table's row that begins with this name. */
function rowOf(name: string): string[] {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()))
  return rows.find(([first]) => first === name) ?? []
}

test('docs/BROWSERS.md says of this browser what it can', async ({ other, beside }) => {
  const kind = other.browserType().name() === 'firefox' ? 'Firefox' : 'Chromium'
  const name = `${kind} ${beside?.version ?? 'of today'}`
  const gallery = await Gallery.open('abilities')
  try {
    const page = await other.newPage()
    await page.goto(gallery.url)
    await page.waitForFunction(() => 'abilities' in globalThis)
    const found = await page.evaluate(
      () => (globalThis as unknown as { abilities: Record<string, string> }).abilities,
    )
    const row = [name, ...Object.values(found)]
    console.info(`| ${row.join(' | ')} |`)
    expect(rowOf(name)).toEqual(row)
  } finally {
    await gallery.close()
  }
})
