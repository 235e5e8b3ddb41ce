import type { IdentityKind, KnockFlag } from '../protocol/model.ts'

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

/**
 * [ADM5] What is left of a name for the eye that glances: compatibility forms folded, marks, case,
 * spaces and punctuation dropped, look-alikes made Latin. Two names with one skeleton can be taken
 * for each other.
 */
export function skeleton(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return [...folded]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

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
  const hosts = new Set(names.hosts)
  const participants = new Set(names.participants)
  const waiting = new Map<string, number>()
  for (const name of names.waiting) waiting.set(name, (waiting.get(name) ?? 0) + 1)

  return (own, kind) => {
    const flags: KnockFlag[] = []
    if (hosts.has(own)) flags.push('like_host')
    if (participants.has(own)) flags.push('like_participant')
    // Whoever is signed in, or came by an invite, did not choose the name.
    if (kind === 'guest' && names.invitees.has(own)) flags.push('like_invitee')
    if ((waiting.get(own) ?? 0) > 1) flags.push('same_name_waiting')
    return flags
  }
}
