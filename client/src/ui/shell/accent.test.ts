import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { contrast, shadesOf } from '#protocol/accent.ts'

const css = readFileSync(join(import.meta.dirname, '..', 'tokens.css'), 'utf8')
const usual = css.slice(0, css.indexOf('@media (prefers-contrast: more)'))
const light = usual.slice(0, usual.indexOf('.dark {'))
const dark = usual.slice(usual.indexOf('.dark {'))
const token = (theme: string, name: string): string =>
  new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme)?.[1] ?? assert.fail(name)

const STEPS = ['00', '55', 'aa', 'ff']
const ALL = STEPS.flatMap((r) => STEPS.flatMap((g) => STEPS.map((b) => `#${r}${g}${b}`)))

it('[POL3] every accent is readable on every surface of both themes', () => {
  for (const color of ['#14507f', '#da251d', ...ALL]) {
    const shades = shadesOf(color)
    for (const [name, theme] of [
      ['light', light],
      ['dark', dark],
    ] as const) {
      const { brand, strong, soft } = shades[name]
      const pairs = [
        ...['paper', 'ground', 'raised'].map((surface) => [brand, token(theme, surface)] as const),
        [strong, token(theme, 'paper')] as const,
        [token(theme, 'ink'), soft] as const,
      ]
      for (const [ink, ground] of pairs)
        assert.ok(contrast(ink, ground) >= 4.5, `${color}, ${name}: ${ink} on ${ground}`)
    }
  }
})
