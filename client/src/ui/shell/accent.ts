import type { Shades } from '#protocol/accent.ts'
import type { Office } from '#protocol/office.ts'

const TOKENS = {
  '--brand': 'brand',
  '--brand-strong': 'strong',
  '--brand-soft': 'soft',
  '--on-brand': 'on',
} as const satisfies Record<string, keyof Shades>
/** The same selectors as in tokens.css; who asks for more contrast keeps its black and white. */
const THEMES = { light: ':root', dark: '.dark' } as const
let sheet: CSSStyleSheet | null = null
let painted: string | null = null

/**
 * Puts the office's accent over the tokens of both themes, through the CSSOM, because the page's
 * policy allows no styles in its text. Later style sheets win, and adopted ones come last.
 */
export function paintOffice({ accent, shades }: Office): void {
  if (accent === painted) return
  painted = accent
  if (sheet)
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  sheet = null
  if (!shades) return
  sheet = new CSSStyleSheet({ media: 'not all and (prefers-contrast: more)' })
  for (const theme of ['light', 'dark'] as const) {
    const rule = sheet.cssRules[sheet.insertRule(`${THEMES[theme]} {}`, sheet.cssRules.length)]
    if (!(rule instanceof CSSStyleRule)) continue
    for (const [token, shade] of Object.entries(TOKENS))
      rule.style.setProperty(token, shades[theme][shade])
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
