import { z } from 'zod'
import type { InputFault } from './errors.ts'

/** Text that people enter: how it is cleaned, and which names are refused (ADM5). */

const EMOJI = String.raw`\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier})?(?:[\u{e0020}-\u{e007e}]+\u{e007f})?`
/** Except variation selectors 15 and 16, which switch between text and emoji, including keycaps. */
const UNSEEN = String.raw`(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]`
/** A whole emoji, including joined ones and flags; or an invisible character. */
const EMOJI_OR_UNSEEN = new RegExp(String.raw`(${EMOJI}(?:\u200d${EMOJI})*)|${UNSEEN}`, 'gu')
const SEEN = /[^\s\ufe0e\ufe0f]/u

/**
 * Removes invisible characters (control, format and private use), which often come with text copied
 * from word processors, spreadsheets and web pages. Joined emoji are kept.
 */
const withoutUnseen = (text: string): string =>
  text.replace(EMOJI_OR_UNSEEN, (_all, emoji: string | undefined) => emoji ?? '')

/** Normalizes all line breaks to `\n` and tabs to spaces. */
const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/[^\n]+/gu, (line) => withoutUnseen(line.replaceAll('\t', ' ')))
    .normalize('NFC')
    .trim()

/** Collapses all white space, including line breaks, to single spaces. */
const cleanLine = (text: string): string =>
  withoutUnseen(text.replace(/[\s\u0085]+/gu, ' '))
    .normalize('NFC')
    .replace(/ {2,}/gu, ' ')
    .trim()

/** Reports a field's fault in the form that `inputRefusal` passes on. */
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
    // Reject oversized input before doing any work on it.
    if (text.length > max * 8) return refuse(ctx, 'too_long', max)
    const cleaned = clean(text)
    if (!SEEN.test(cleaned)) return optional ? '' : refuse(ctx, 'empty')
    return [...cleaned].length > max ? refuse(ctx, 'too_long', max) : cleaned
  })

/** One line of cleaned text with at most `max` characters (code points). */
export const writtenLine = (max: number) => written({ max, clean: cleanLine })
/** Cleaned text that keeps line breaks, with at most `max` characters (code points). */
export const writtenText = (max: number) => written({ max, clean: cleanText })
/** Like `writtenText`, but may be empty. */
export const optionalText = (max: number) => written({ max, clean: cleanText, optional: true })

/**
 * Characters that hide, reorder or imitate others: control, format (bidi, zero width), unassigned,
 * private use.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u
/**
 * Letters and marks that render as nothing (Hangul fillers, the grapheme joiner, the blank braille
 * cell); with them, two different names look the same. Variation selectors are allowed because
 * emoji need them, and are dropped when names are compared.
 */
const INVISIBLE = /(?![\ufe00-\ufe0f])[\p{Default_Ignorable_Code_Point}\u2800]/u

/** More marks on a letter than any language uses. Vietnamese has two, composed into one here. */
const STACKED = /\p{M}{3}/u
/** A visible character: not just marks and spaces. */
const SHOWN = /[^\p{M}\p{Z}]/u

/**
 * [ADM5] A person's name: one line with no hidden characters. Bad names are refused instead of
 * cleaned, because the sender should know, and a silently changed name might be someone else's.
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
