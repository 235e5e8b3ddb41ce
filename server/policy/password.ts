import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import type { ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import type { PasswordVerdict } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { withoutMarks } from '#protocol/marks.ts'
import { canonicalPassword } from './proposal.ts'
import { VIETNAMESE_COMMON, VIETNAMESE_NAMES } from './vietnamese.ts'

/**
 * Characters zxcvbn examines in one call. Its run time is at least quadratic and blocks the server;
 * a password that is strong at this length is strong.
 */
const WINDOW = 56
/**
 * zxcvbn's substitution table (l33t) multiplies the work, and nobody uses more substitutions than
 * this.
 */
const SWAPS_MAX = 8
/** Shorter parts of a title ("họp", "thu") occur in every sentence and prove nothing. */
const CONTEXT_PART_MIN = 4
const CONTEXT_PARTS_MAX = 60
const SCORE_NEEDED = 4
/** Characters zxcvbn treats as word separators. */
const SEPARATORS = /[\s,;:|/\\_.-]+/g

type Lists = { checker: ZxcvbnFactory; common: ReadonlySet<string> }
let lists: Lists | null = null

/**
 * Loaded on first use: it takes a tenth of the server's start, and people wait for that after a
 * crash.
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
 * [PWD2] Whether a chosen password is good enough on its own: 15 to 128 characters (NIST SP
 * 800-63B-4, 3.1.1.2), zxcvbn 4 of 4, on no list, and not made of what everyone knows. No
 * composition rules. Pure; takes at most a few tens of milliseconds.
 * @param context what the password must not be made of: title, host, organization
 * @param least minimum length set by the operator; ignored if below the floor [POL1]
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

  // Repeating something does not make it harder to guess.
  const plain = once(withoutMarks(text))
  const letters = squash(plain)
  if (known().common.has(once(letters))) return refuse('password_too_common')
  const parts = contextParts(context)
  if (isMadeOf(letters, parts)) return refuse('password_is_context')

  // Also without separators: zxcvbn counts every space as an extra word to guess.
  for (const form of new Set([plain, once(plain.replace(SEPARATORS, ''))])) {
    const verdict = judgeStrength(form, parts)
    if (!verdict.ok) return verdict
  }
  return { ok: true }
}

/** A long password is strong if its beginning or its end is. */
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

/** The most helpful reason: a single word of a list is "common", a known name is "context". */
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

/** Something that occurs at least twice in a row, with whatever is in between. */
const REPEATED = /(.{3,}?)\1+/gsu

/**
 * Removes repetitions: reduces a text that repeats one unit to that unit, even if the last one is
 * cut off, and removes immediate repetitions inside it.
 */
function once(text: string): string {
  const period = shortestPeriod(text)
  if (period * 2 <= text.length) return text.slice(0, period)
  const shorter = text.replace(REPEATED, '$1')
  return shorter === text ? text : once(shorter)
}

/** The smallest n for which each letter equals the one n positions before it. */
function shortestPeriod(text: string): number {
  for (let n = 1; n * 2 <= text.length; n += 1) {
    if (text.startsWith(text.slice(n))) return n
  }
  return text.length
}

/** Only letters and digits. */
function squash(text: string): string {
  return withoutMarks(text).replace(/[^\p{L}\p{N}]/gu, '')
}

/** Whole names, their words, and neighboring words joined; longest first. */
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

/** Whether the parts make up at least half of `letters`. */
function isMadeOf(letters: string, parts: readonly string[]): boolean {
  // Leaves a space for each removed part, so that its neighbors do not form new words.
  const rest = parts.reduce((text, part) => text.replaceAll(part, ' '), letters)
  return letters.length > 0 && squash(rest).length * 2 <= letters.length
}
