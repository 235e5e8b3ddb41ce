import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8').replaceAll(
  /\/\*[^]*?\*\//g,
  '',
)
type Tokens = Record<string, string>

const tokensIn = (block: string): Tokens =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  )

/** The rule of a selector, either at the top level of the file or inside a media query block. */
function rule(selector: string, within = css): Tokens {
  const found = new RegExp(`(?:^|[}\\s])${selector}\\s*{([^}]*)}`).exec(within)
  assert.ok(found?.[1], selector)
  return tokensIn(found[1])
}
const start = css.indexOf('@media (prefers-contrast: more)')
const more = css.slice(start, css.indexOf('\n}', start))
const [light, dark] = [rule(':root'), { ...rule(':root'), ...rule('\\.dark') }]
const strongLight = rule(':root', more)
const THEMES: Record<string, { tokens: Tokens; text: number }> = {
  light: { tokens: light, text: 4.5 },
  dark: { tokens: dark, text: 4.5 },
  'light, more contrast': { tokens: { ...light, ...strongLight }, text: 7 },
  'dark, more contrast': { tokens: { ...dark, ...strongLight, ...rule('\\.dark', more) }, text: 7 },
}

/** Text colors, with the backgrounds they appear on. */
const TEXT: [string, string[]][] = [
  ['ink', ['paper', 'ground', 'raised', 'brand-soft', 'danger-soft', 'ok-soft', 'warn-soft']],
  ['ink-soft', ['paper', 'ground', 'raised']],
  ['brand', ['paper', 'ground', 'raised']],
  ['brand-strong', ['paper', 'brand-soft']],
  ['on-brand', ['brand', 'brand-strong']],
  ['danger', ['paper', 'ground', 'raised']],
  ['danger-strong', ['danger-soft']],
  ['ok', ['ok-soft', 'ground', 'paper']],
  ['warn', ['warn-soft']],
  ['on-leave', ['leave', 'leave-strong']],
  ['on-hand', ['hand']],
  ['on-floor', ['floor']],
  ['lacquer', ['paper', 'ground', 'lacquer-soft']],
  ['on-gold-soft', ['gold-soft']],
  ['on-face', ['face-1', 'face-2', 'face-3', 'face-4', 'face-5', 'face-6', 'face-7', 'face-8']],
]
const OVER = ['over-ink', 'over-soft', 'over-danger', 'over-warn']
/** Lines and focus rings that carry meaning need 3:1 (WCAG 1.4.11). */
const LINES: [string, string[]][] = [
  ['line-strong', ['paper', 'ground', 'raised']],
  ['focus', ['paper', 'ground', 'raised']],
]

type Rgb = [number, number, number]
function rgb(value: string, behind: Rgb = [255, 255, 255]): Rgb {
  const hex = /^#([0-9a-f]{6})$/.exec(value)?.[1]
  if (hex !== undefined)
    return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
  const [, r, g, b, percent] =
    /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/.exec(value) ?? assert.fail(value)
  const alpha = Number(percent) / 100
  return [r, g, b].map((part, at) => Number(part) * alpha + (behind[at] ?? 0) * (1 - alpha)) as Rgb
}

/** Relative luminance and contrast ratio as defined by WCAG 2.2. */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const c = part / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

describe('colors', () => {
  for (const [name, { tokens, text }] of Object.entries(THEMES)) {
    const of = (token: string) => tokens[token] ?? assert.fail(`${name}: no ${token}`)
    it(`${name}: text has a contrast of at least ${text}:1`, () => {
      for (const [ink, grounds] of TEXT)
        for (const environment of grounds) {
          const ratio = contrast(rgb(of(ink)), rgb(of(environment)))
          assert.ok(ratio >= text, `${ink} on ${environment}: ${ratio.toFixed(2)}`)
        }
    })
    it(`${name}: text over a picture is readable on any picture`, () => {
      for (const picture of [
        [0, 0, 0],
        [255, 255, 255],
      ] as Rgb[])
        for (const ink of OVER) {
          const ratio = contrast(rgb(of(ink)), rgb(of('over'), picture))
          assert.ok(ratio >= text, `${ink} over ${picture.join()}: ${ratio.toFixed(2)}`)
        }
    })
    it(`${name}: meaningful lines have a contrast of at least 3:1`, () => {
      for (const [line, grounds] of LINES)
        for (const environment of grounds) {
          const ratio = contrast(rgb(of(line)), rgb(of(environment)))
          assert.ok(ratio >= 3, `${line} on ${environment}: ${ratio.toFixed(2)}`)
        }
    })
  }

  it('are defined in the tokens only', () => {
    const files = globSync('**/*.css', { cwd: import.meta.dirname }).filter(
      (file) => file !== 'tokens.css',
    )
    assert.ok(files.length > 5)
    for (const file of files) {
      const raw = readFileSync(join(import.meta.dirname, file), 'utf8')
      assert.equal(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.exec(raw)?.[0], undefined, file)
    }
  })
})
