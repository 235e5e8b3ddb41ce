import { z } from 'zod'
import { cleanLine, cleanText, isSeen } from './clean.ts'
import type { InputFault } from './errors.ts'

/** Text that people enter: how it is cleaned, and which names are refused (ADM5). */

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
    if (!isSeen(cleaned)) return optional ? '' : refuse(ctx, 'empty')
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
