/**
 * The office's accent color and what follows from it. Pure and without imports, because the server
 * decides with it and the operator's page shows it beforehand. Colors are `#rrggbb` in lower case.
 */

/** Contrast of text and its background, by WCAG 2.2, level AA. */
const AA = 4.5
/** What the dark theme's accent has against its surfaces: above AA, so that a link stands out. */
const AA_DARK = 5.2
const [WHITE, BLACK] = ['#ffffff', '#000000'] as const
/** No lighter surface carries text in the dark theme, and no darker one in the light theme. */
const LIGHTEST_DARK = '#2c3742'
const DARKEST_LIGHT = '#eceff2'

/** The four tokens of a theme: button and link, hovered, background of a mark, text on a button. */
export type Shades = { brand: string; strong: string; soft: string; on: string }
export type Accent = { light: Shades; dark: Shades }

type Rgb = [number, number, number]
const rgbOf = (color: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as Rgb

/** The color between two others: `share` 0 is the first one, 1 the second. */
export function mixed(one: string, other: string, share: number): string {
  const to = rgbOf(other)
  const parts = rgbOf(one).map((part, at) => Math.round(part + ((to[at] ?? 0) - part) * share))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance as defined by WCAG 2.2, from 0 to 1. */
function luminance(color: string): number {
  const [r, g, b] = rgbOf(color).map((part) => {
    const c = part / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio as defined by WCAG 2.2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** The first color on the way from `color` to `end` that has this contrast on `ground`. */
function towards(color: string, end: string, ground: string, least: number): string {
  for (let step = 0; step < 100; step += 1) {
    const found = mixed(color, end, step / 100)
    if (contrast(found, ground) >= least) return found
  }
  return end
}

/** Whether white text on it, and it as text on white, can be read. */
export const isReadable = (accent: string): boolean => contrast(accent, WHITE) >= AA

/** The same hue, as dark as it must be to be readable; itself if it is. */
export const readable = (accent: string): string => towards(accent, BLACK, WHITE, AA)

/** The accent's shades in both themes, all of them readable, whatever the accent is. */
export function shadesOf(accent: string): Accent {
  const brand = towards(readable(accent), BLACK, DARKEST_LIGHT, AA)
  const bright = towards(brand, WHITE, LIGHTEST_DARK, AA_DARK)
  return {
    light: {
      brand,
      strong: mixed(brand, BLACK, 0.3),
      soft: mixed(brand, WHITE, 0.9),
      on: WHITE,
    },
    dark: {
      brand: bright,
      strong: mixed(bright, WHITE, 0.5),
      soft: mixed('#161c22', brand, 0.4),
      on: mixed(brand, BLACK, 0.8),
    },
  }
}
