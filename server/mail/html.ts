import { shadesOf } from '#protocol/accent.ts'
import type { Shades } from '#protocol/accent.ts'
import type { Part } from './parts.ts'

/** What the HTML of a letter shows besides its text. */
export type Look = {
  subject: string
  /** The office's name, or ours. */
  sender: string
  /** Content-ID of the office's emblem; null: it has none that mail programs can show. */
  emblem: string | null
  /** `#rrggbb`; null: ours. */
  accent: string | null
}

/** HTML that is finished; anything else that goes into `markup` is text and is escaped. */
class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function markup(strings: TemplateStringsArray, ...values: (string | Markup | Markup[])[]): Markup {
  const filled = values.map((value) =>
    typeof value === 'string'
      ? escaped(value)
      : [value]
          .flat()
          .map(({ text }) => text)
          .join(''),
  )
  return new Markup(String.raw({ raw: strings }, ...filled))
}

/** An emblem's height in pixels. Outlook reads only the attribute, the others the style. */
const EMBLEM_HEIGHT = '48'
const ACCENT = '#14507f'
const FONT = "font-family: 'Be Vietnam Pro', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const TABLE = markup`role="presentation" cellpadding="0" cellspacing="0" border="0"`

/** The colors of the pages in the light theme; mail programs that know no themes show these. */
const INK = 'color: #1b2430'
const SOFT = 'color: #4d5763'
const GROUND = 'background: #f6f3ee'
const LINE = '1px solid #e2dcd2'

/**
 * The letter in both languages as HTML 600 pixels wide: tables and inline styles, because mail
 * programs know little else. Nothing in it is fetched from anywhere, and the emblem is a part of
 * the mail.
 */
export function htmlOf(look: Look, vietnamese: Part[], english: Part[]): string {
  const { light, dark } = shadesOf(look.accent ?? ACCENT)
  return markup`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${look.subject}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .cell { padding-left: 20px !important; padding-right: 20px !important; }
}
@media (prefers-color-scheme: dark) {
  .ground { background: #10151a !important; }
  .sheet { background: #1b232b !important; border-color: ${dark.brand} !important; }
  .cell { border-color: #35414d !important; }
  .ink { color: #eef2f6 !important; }
  .soft { color: #b6c1cc !important; }
  .brand { color: ${dark.brand} !important; }
  .button { background: ${dark.brand} !important; color: ${dark.on} !important; }
}
</style>
</head>
<body class="ground" style="margin: 0; padding: 0; ${GROUND}">
<table ${TABLE} class="ground" width="100%" style="${GROUND}"><tr>
<td align="center" style="padding: 24px 12px">
<table ${TABLE} class="sheet" width="600" style="width: 100%; max-width: 600px; background: #ffffff; border-top: 4px solid ${light.brand}; border-radius: 6px; text-align: left">
<tr><td class="cell" style="padding: 20px 32px; border-bottom: ${LINE}">${head(look)}</td></tr>
<tr><td class="cell" lang="vi" style="padding: 24px 32px 12px">${vietnamese.map((part) => shown(part, light))}</td></tr>
<tr><td class="cell" lang="en" style="padding: 24px 32px 12px; border-top: ${LINE}">${english.map((part) => shown(part, light))}</td></tr>
</table>
</td>
</tr></table>
</body>
</html>
`.text
}

function head({ sender, emblem }: Look): Markup {
  const picture =
    emblem === null
      ? []
      : markup`<td style="padding: 0 14px 0 0"><img src="cid:${emblem}" alt="" height="${EMBLEM_HEIGHT}" style="display: block; height: ${EMBLEM_HEIGHT}px; width: auto; max-width: 144px; border: 0"></td>`
  return markup`<table ${TABLE}><tr>${picture}
<td class="ink" style="${FONT}; font-size: 17px; line-height: 1.4; font-weight: 600; ${INK}">${sender}</td></tr></table>`
}

function shown(part: Part, { brand, on }: Shades): Markup {
  if (typeof part === 'string') return usual(markup`${part}`)
  if ('aside' in part) return small(markup`${part.aside}`)
  if ('value' in part)
    return usual(
      markup`${part.says}<br><strong style="font-size: 16px; font-weight: 600">${part.value}</strong>`,
    )
  const { says, link, button } = part
  return markup`${usual(markup`${says}`)}
<p style="margin: 0 0 12px"><a class="button" href="${link}" style="${FONT}; display: inline-block; padding: 12px 28px; border-radius: 6px; font-size: 16px; line-height: 1.4; font-weight: 600; text-decoration: none; background: ${brand}; color: ${on}">${button}</a></p>
${small(markup`<a class="brand" href="${link}" style="word-break: break-all; color: ${brand}">${link}</a>`)}`
}

const usual = (inside: Markup) => line('ink', `font-size: 15px; ${INK}`, inside)
const small = (inside: Markup) => line('soft', `font-size: 13px; ${SOFT}`, inside)

const line = (ink: 'ink' | 'soft', style: string, inside: Markup): Markup => markup`
<p class="${ink}" style="${FONT}; margin: 0 0 16px; line-height: 1.55; overflow-wrap: anywhere; ${style}">${inside}</p>`
