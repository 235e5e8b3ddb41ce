/**
 * How text that people enter is cleaned (INP1). Apart from the schemas, because browsers clean what
 * others have written too, once they have opened it.
 */

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
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/[^\n]+/gu, (line) => withoutUnseen(line.replaceAll('\t', ' ')))
    .normalize('NFC')
    .trim()

/** Collapses all white space, including line breaks, to single spaces. */
export const cleanLine = (text: string): string =>
  withoutUnseen(text.replace(/[\s\u0085]+/gu, ' '))
    .normalize('NFC')
    .replace(/ {2,}/gu, ' ')
    .trim()

/** Whether anything of a cleaned text can be seen. */
export const isSeen = (text: string): boolean => SEEN.test(text)
