import type { IdentityKind, KnockFlag } from '#protocol/model.ts'

/**
 * Letters of other scripts, and digits, that read as a Latin letter. A small part of the Unicode
 * confusables (UTS #39), those a keyboard or a copied name brings; the rest of a foreign script
 * stays itself.
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

/** Capitals that look like another letter than their small ones do. */
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
 * [ADM5] What is left of a name for the eye that glances, word by word: compatibility forms folded,
 * marks, case and punctuation dropped, look-alikes made Latin. Two names with one skeleton can be
 * taken for each other.
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

/** Letters of scripts that look alike, side by side in one name: nobody is called that. */
export function mixesScripts(name: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]
  return scripts.filter((script) => script.test(name.normalize('NFKC'))).length > 1
}

/** What people are called before their name, and what they add behind it; as skeletons. */
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

/** The name itself: without titles, roles and numbers, as far as anything is left. */
function core(own: string): string[] {
  const bare = ` ${own} `.replace(ADDED, ' ').replace(ADDED, ' ')
  // A digit by itself may have become the letter it looks like.
  const words = bare.split(' ').filter((word) => !/^([iso]|\p{N}*)$/u.test(word))
  while (words.length > 1 && BEFORE.has(words[0] ?? '')) words.shift()
  return words.length > 0 ? words : own.split(' ')
}

/** Under which two names are the same: written together, and in whatever order. */
const keysOf = (own: string): string[] => [
  own.replaceAll(' ', ''),
  // Both, for a title may be a name: Anh, Cô, Bác.
  `${own.split(' ').sort().join(' ')} `,
  `${core(own).sort().join(' ')} `,
]

const keysOfAll = (names: Iterable<string>) => new Set([...names].flatMap(keysOf))

/** Whether one name stands in the other, word by word; a single word is in too many names. */
const contains = (own: string, name: string): boolean =>
  name.includes(' ') && ` ${own} `.includes(` ${name} `)

/** Skeletons, all of them: a lobby is judged at every change of its room, the names stay. */
export type Names = {
  hosts: readonly string[]
  participants: readonly string[]
  /** Everyone in the lobby, the one in question included. */
  waiting: readonly string[]
  /** Of those who have a personal invite and are not here. */
  invitees: ReadonlySet<string>
}

/**
 * Returns what tells why a host should look twice before admitting someone whose name has a given
 * skeleton. A full lobby costs its length and not its square.
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
    // Whoever is signed in, or came by an invite, did not choose the name.
    if (kind === 'guest' && among(invitees)) flags.push('like_invitee')
    if (keys.some((key) => (waiting.get(key) ?? 0) > 1)) flags.push('same_name_waiting')
    return flags
  }
}
