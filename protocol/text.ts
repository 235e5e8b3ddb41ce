import { z } from 'zod'
import type { InputFault } from './errors.ts'

/** What people write: how it is cleaned, and which names are refused (ADM5). */

const EMOJI = String.raw`\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier})?(?:[\u{e0020}-\u{e007e}]+\u{e007f})?`
/** Variation selectors 15 and 16 turn signs into emoji and back, keycaps included. */
const UNSEEN = String.raw`(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]`
/** An emoji with all that belongs to it, joined ones and flags; or something that nobody sees. */
const EMOJI_OR_UNSEEN = new RegExp(String.raw`(${EMOJI}(?:\u200d${EMOJI})*)|${UNSEEN}`, 'gu')
const SEEN = /[^\s\ufe0e\ufe0f]/u

/**
 * Without what cannot be seen: control, format and private-use characters, as word processors,
 * spreadsheets and web pages leave them in what is copied. Joined emoji stay as they are.
 */
const withoutUnseen = (text: string): string =>
  text.replace(EMOJI_OR_UNSEEN, (_all, emoji: string | undefined) => emoji ?? '')

/** Line breaks of every kind stay, as `\n`; a tab becomes a space. */
const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/[^\n]+/gu, (line) => withoutUnseen(line.replaceAll('\t', ' ')))
    .normalize('NFC')
    .trim()

/** One line: every kind of white space is one space. */
const cleanLine = (text: string): string =>
  withoutUnseen(text.replace(/[\s\u0085]+/gu, ' '))
    .normalize('NFC')
    .replace(/ {2,}/gu, ' ')
    .trim()

/** Tells what is wrong with a field in a way that `inputRefusal` hands on. */
function refuse(ctx: z.core.$RefinementCtx<string>, fault: InputFault, most?: number): never {
  ctx.issues.push({
    code: 'custom',
    input: ctx.value,
    params: { fault, ...(most === undefined ? {} : { most }) },
  })
  return z.NEVER
}

type Written = { max: number; clean: (text: string) => string; optional?: boolean }

const written = ({ max, clean, optional = false }: Written) =>
  z.string().transform((text, ctx) => {
    // Before any work is done on it.
    if (text.length > max * 8) return refuse(ctx, 'too_long', max)
    const cleaned = clean(text)
    if (!SEEN.test(cleaned)) return optional ? '' : refuse(ctx, 'empty')
    return [...cleaned].length > max ? refuse(ctx, 'too_long', max) : cleaned
  })

/** One line of text, cleaned, of at most `max` characters (code points). */
export const writtenLine = (max: number) => written({ max, clean: cleanLine })
/** Text that keeps its line breaks, cleaned, of at most `max` characters (code points). */
export const writtenText = (max: number) => written({ max, clean: cleanText })
/** The same, and it may be left empty. */
export const optionalText = (max: number) => written({ max, clean: cleanText, optional: true })

/** Characters that hide, reorder or imitate: controls, format (bidi, zero width), unassigned, private use. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u
/**
 * Letters and marks that are drawn as nothing (Hangul fillers, the grapheme joiner, the blank
 * braille cell): with one of them a name looks like another's and is not. Variation selectors go
 * with emoji and are dropped where names are compared.
 */
const INVISIBLE = /(?![\ufe00-\ufe0f])[\p{Default_Ignorable_Code_Point}\u2800]/u

/** More marks on one letter than any language writes; Vietnamese has two, composed into one here. */
const STACKED = /\p{M}{3}/u
/** Something else than marks and spaces. */
const SHOWN = /[^\p{M}\p{Z}]/u

/**
 * [ADM5] The name of a person: one line that shows all it holds. It is refused and not cleaned, for
 * whoever sends a name that hides something is told so, and a name that was changed is another's.
 */
export const nameLine = (max: number) =>
  z.string().transform((text, ctx) => {
    if (text.length > max * 8) return refuse(ctx, 'too_long', max)
    const name = text
      .normalize('NFC')
      .replace(/[\t\p{Zs}]+/gu, ' ')
      .trim()
    if (name === '') return refuse(ctx, 'empty')
    const hides = HIDDEN.test(name) || INVISIBLE.test(name)
    if (hides || STACKED.test(name) || !SHOWN.test(name)) return refuse(ctx, 'hidden')
    return [...name].length > max ? refuse(ctx, 'too_long', max) : name
  })
