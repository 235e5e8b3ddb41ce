import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import type { ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import type { PasswordVerdict } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { canonicalPassword } from './proposal.ts'
import { VIETNAMESE_COMMON, VIETNAMESE_NAMES } from './vietnamese.ts'

/**
 * Characters that zxcvbn looks at in one go. Its work grows with the square of the length and
 * worse, and the server does nothing else meanwhile; what is strong at this length is strong.
 */
const WINDOW = 56
/** zxcvbn's table of letters swapped for signs multiplies the work; nobody swaps more than these. */
const SWAPS_MAX = 8
/** Shorter parts of a title ("họp", "thu") are in every sentence and prove nothing. */
const CONTEXT_PART_MIN = 4
const CONTEXT_PARTS_MAX = 60
const SCORE_NEEDED = 4
/** What zxcvbn takes for separators of words. */
const SEPARATORS = /[\s,;:|/\\_.-]+/g

type Lists = { checker: ZxcvbnFactory; common: ReadonlySet<string> }
let lists: Lists | null = null

/**
 * Made when the first password is judged: it takes a tenth of the server's start, and after a crash
 * people wait for that.
 */
function known(): Lists {
  lists ??= {
    checker: new ZxcvbnFactory({
      dictionary: {
        ...common,
        ...english,
        'vietnamese-common': VIETNAMESE_COMMON,
        'vietnamese-names': VIETNAMESE_NAMES,
      },
      graphs: adjacencyGraphs,
      maxLength: WINDOW,
      l33tMaxSubstitutions: SWAPS_MAX,
    }),
    common: new Set([...common['passwords-common'], ...VIETNAMESE_COMMON].map(squash)),
  }
  return lists
}

type Refused = Exclude<Extract<PasswordVerdict, { ok: false }>['code'], 'password_too_short'>
const refuse = (code: Refused): PasswordVerdict => ({
  ok: false,
  code,
})

/**
 * [PWD2] Whether a password that a person chose is good enough to stand alone: 15 to 128
 * characters (NIST SP 800-63B-4, 3.1.1.2), zxcvbn 4 of 4, on no list, and not made of what everyone
 * knows. No composition rules. Pure; bounded to a few tens of milliseconds.
 * @param context what the password must not be made of: title, host, organisation
 * @param least characters that the operator asks for; fewer than the floor's count for nothing [POL1]
 */
export function judgePassword(
  password: string,
  context: readonly string[],
  least: number = LIMITS.passwordMin,
): PasswordVerdict {
  const text = canonicalPassword(password)
  const length = [...text].length
  const atLeast = Math.max(LIMITS.passwordMin, least)
  if (length < atLeast) return { ok: false, code: 'password_too_short', atLeast }
  if (length > LIMITS.passwordMax) return refuse('password_too_long')

  // What is said twice is guessed once.
  const plain = once(withoutMarks(text))
  const letters = squash(plain)
  if (known().common.has(once(letters))) return refuse('password_too_common')
  const parts = contextParts(context)
  if (isMadeOf(letters, parts)) return refuse('password_is_context')

  // Without what divides the words too: zxcvbn takes every space for a word more to guess.
  for (const form of new Set([plain, once(plain.replace(SEPARATORS, ''))])) {
    const verdict = judgeStrength(form, parts)
    if (!verdict.ok) return verdict
  }
  return { ok: true }
}

/** A long password is strong when its beginning or its end is. */
function judgeStrength(text: string, parts: readonly string[]): PasswordVerdict {
  const head = check(text.slice(0, WINDOW), parts)
  if (head.score >= SCORE_NEEDED) return { ok: true }
  if (text.length > WINDOW && check(text.slice(-WINDOW), parts).score >= SCORE_NEEDED) {
    return { ok: true }
  }
  return refuse(reason(head))
}

const check = (text: string, parts: readonly string[]): ZxcvbnResult =>
  known().checker.check(text, [...parts])

/** The reason that helps most: a single word of a list is "common", a known name is "context". */
function reason(result: ZxcvbnResult) {
  const names = result.sequence.map((match) =>
    match.pattern === 'dictionary' && 'dictionaryName' in match ? match.dictionaryName : null,
  )
  if (names.includes('userInputs')) return 'password_is_context'
  const [only] = names
  return names.length === 1 && (only === 'passwords-common' || only === 'vietnamese-common')
    ? 'password_too_common'
    : 'password_too_weak'
}

/** Lower case without tone and other marks: `Mật khẩu Đảng` is typed `mat khau dang` as often. */
function withoutMarks(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
}

/** Where something comes twice or more in a row, with whatever stands between. */
const REPEATED = /(.{3,}?)\1+/gsu

/**
 * Without repetitions: what a whole text is made of, if it is one thing over and over, however the
 * last one is cut off; and what comes again right behind itself inside it.
 */
function once(text: string): string {
  const period = shortestPeriod(text)
  if (period * 2 <= text.length) return text.slice(0, period)
  const shorter = text.replace(REPEATED, '$1')
  return shorter === text ? text : once(shorter)
}

/** The least n for which each letter is the one n places before it. */
function shortestPeriod(text: string): number {
  for (let n = 1; n * 2 <= text.length; n += 1) {
    if (text.startsWith(text.slice(n))) return n
  }
  return text.length
}

/** Letters and digits alone. */
function squash(text: string): string {
  return withoutMarks(text).replace(/[^\p{L}\p{N}]/gu, '')
}

/** Whole names, their words, and neighbouring words written together; longest first. */
function contextParts(context: readonly string[]): string[] {
  const parts = new Set<string>()
  for (const item of context) {
    const words = withoutMarks(item)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
    parts.add(words.join(''))
    words.forEach((word, i) => {
      parts.add(word)
      parts.add(word + (words[i + 1] ?? ''))
    })
  }
  return [...parts]
    .filter((part) => part.length >= CONTEXT_PART_MIN)
    .sort((a, b) => b.length - a.length)
    .slice(0, CONTEXT_PARTS_MAX)
}

/** Half of it or more. */
function isMadeOf(letters: string, parts: readonly string[]): boolean {
  // A space marks what was taken out, so that its neighbours do not grow together into new words.
  const rest = parts.reduce((text, part) => text.replaceAll(part, ' '), letters)
  return letters.length > 0 && squash(rest).length * 2 <= letters.length
}
