import type { IdentityKind, KnockFlag } from '#protocol/model.ts'

/**
 * Digits and letters of other scripts that look like Latin letters. A small part of the Unicode
 * confusables (UTS #39): those that come from a keyboard or a copied name. The rest of a foreign
 * script is left alone.
 */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [
    ['a', 'аαɑ'],
    ['b', 'ьβв'],
    ['c', 'сϲ'],
    ['d', 'đԁɗð'],
    ['e', 'еєε'],
    ['g', 'ɡ'],
    ['h', 'һнη'],
    ['i', 'іıι1l|!ӏ'],
    ['j', 'ј'],
    ['k', 'кκ'],
    ['m', 'мμ'],
    ['n', 'пո'],
    ['o', 'оοσ0օ'],
    ['p', 'рρ'],
    ['r', 'гᴦ'],
    ['s', 'ѕ5$'],
    ['t', 'тτ'],
    ['u', 'υսц'],
    ['v', 'νѵ'],
    ['w', 'ԝω'],
    ['x', 'хχ'],
    ['y', 'уγ'],
    ['z', 'ᴢ'],
  ].flatMap(([latin, others]) => [...(others ?? '')].map((other) => [other, latin ?? ''])),
)

/** Capitals that look like a different letter than their lower-case form does. */
const CAPITALS: Record<string, string> = Object.fromEntries(
  [
    ['ΑА', 'a'],
    ['ΒВЬ', 'b'],
    ['СϹ', 'c'],
    ['ΕЕ', 'e'],
    ['ΗН', 'h'],
    ['ΙІӀ', 'i'],
    ['Ј', 'j'],
    ['ΚК', 'k'],
    ['ΜМ', 'm'],
    ['Ν', 'n'],
    ['ΟО', 'o'],
    ['ΡР', 'p'],
    ['Ѕ', 's'],
    ['ΤТ', 't'],
    ['ΥУҮ', 'y'],
    ['ΧХ', 'x'],
    ['Ζ', 'z'],
  ].flatMap(([others, latin]) => [...(others ?? '')].map((other) => [other, latin ?? ''])),
)

/**
 * [ADM5] A name as it appears at a glance, word by word: compatibility forms folded; marks, case
 * and punctuation dropped; look-alikes mapped to Latin. Names with the same skeleton can be
 * confused.
 */
export function skeleton(name: string): string {
  const folded = [...name.normalize('NFKD').replace(/\p{M}+/gu, '')]
    .map((letter) => CAPITALS[letter] ?? letter)
    .join('')
    .toLowerCase()
  return [...folded]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** Whether a name mixes letters of look-alike scripts, which no real name does. */
export function mixesScripts(name: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]
  return scripts.filter((script) => script.test(name.normalize('NFKC'))).length > 1
}

/** Skeletons of titles used before names and additions used after them. */
const BEFORE = new Set(
  ['ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'bác', 'thầy', 'mr', 'mrs', 'ms', 'dr'].map(skeleton),
)
const ADDED_WORDS = `
  chủ trì, chủ tọa, chủ toạ, người chủ trì, điều hành, thư ký, giám đốc, phó giám đốc, trưởng phòng,
  phó phòng, chủ tịch, phó chủ tịch, quản trị, chính thức, host, cohost, admin, official, gs, pgs, ts,
  ths, bs`
const ADDED = new RegExp(
  ` (${ADDED_WORDS.split(',')
    .map(skeleton)
    .sort((a, b) => b.length - a.length)
    .join('|')})(?= )`,
  'gu',
)

/** The name itself, without titles, roles and numbers, unless nothing would be left. */
function core(own: string): string[] {
  const bare = ` ${own} `.replace(ADDED, ' ').replace(ADDED, ' ')
  // A single digit may have been mapped to the letter it looks like.
  const words = bare.split(' ').filter((word) => !/^([iso]|\p{N}*)$/u.test(word))
  while (words.length > 1 && BEFORE.has(words[0] ?? '')) words.shift()
  return words.length > 0 ? words : own.split(' ')
}

/** Keys under which two names are equal: written without spaces, and in any word order. */
const keysOf = (own: string): string[] => [
  own.replaceAll(' ', ''),
  // Both, because a title can also be a name: Anh, Cô, Bác.
  `${own.split(' ').sort().join(' ')} `,
  `${core(own).sort().join(' ')} `,
]

const keysOfAll = (names: Iterable<string>) => new Set([...names].flatMap(keysOf))

/**
 * Whether one name contains the other, word by word. A single word is not enough, because it occurs
 * in too many names.
 */
const contains = (own: string, name: string): boolean =>
  name.includes(' ') && ` ${own} `.includes(` ${name} `)

/**
 * All names are skeletons, computed once, because a lobby is judged on every change in its room.
 */
export type Names = {
  hosts: readonly string[]
  participants: readonly string[]
  /** Everyone in the lobby, including the person in question. */
  waiting: readonly string[]
  /** Absent people with a personal invite. */
  invitees: ReadonlySet<string>
}

/**
 * Returns a function that lists why a host should look twice at someone whose name has a given
 * skeleton. Judging a full lobby takes linear time, not quadratic.
 */
export function nameJudge(names: Names): (own: string, kind: IdentityKind) => KnockFlag[] {
  const hosts = keysOfAll(names.hosts)
  const hostNames = [...new Set(names.hosts.map((name) => core(name).join(' ')))]
  const participants = keysOfAll(names.participants)
  const invitees = keysOfAll(names.invitees)
  const waiting = new Map<string, number>()
  for (const key of names.waiting.flatMap((name) => [...new Set(keysOf(name))]))
    waiting.set(key, (waiting.get(key) ?? 0) + 1)

  return (own, kind) => {
    const keys = keysOf(own)
    const among = (known: ReadonlySet<string>) => keys.some((key) => known.has(key))
    const flags: KnockFlag[] = []
    if (among(hosts) || hostNames.some((name) => contains(own, name))) flags.push('like_host')
    if (among(participants)) flags.push('like_participant')
    // People who are signed in or invited did not choose their name.
    if (kind === 'guest' && among(invitees)) flags.push('like_invitee')
    if (keys.some((key) => (waiting.get(key) ?? 0) > 1)) flags.push('same_name_waiting')
    return flags
  }
}

/** Without marks and case, so that `nguyen` finds Nguyễn and `đ` is a `d`. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')

/**
 * People whose name has words that begin with the words searched for, in any order, or whose
 * username begins with them. Sorted by given name, the last word, as Vietnamese lists are.
 */
export function namesLike<T extends { name: string; username: string }>(
  wanted: string,
  people: readonly T[],
): T[] {
  const words = plain(wanted)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const matches = ({ name, username }: T) => {
    const own = plain(name).split(/\s+/)
    return (
      words.every((word) => own.some((one) => one.startsWith(word))) ||
      username.startsWith(words.join(' '))
    )
  }
  const given = ({ name }: T) => name.split(' ').at(-1) ?? ''
  return people
    .filter(matches)
    .sort((a, b) => given(a).localeCompare(given(b), 'vi') || a.name.localeCompare(b.name, 'vi'))
}
