import type { Bytes } from '../mls/bytes.ts'
import { type LinkEnd, fragmentOf, parseFragment, parseOwnFragment } from '../mls/link.ts'

/**
 * What stood after the `#` of the link that this tab was opened with. It is taken out of the address
 * bar, where a shared screen would show it, and kept for the tab, so that it survives a reload.
 */

/** All the fields of our links: of personal invitations, of keys, and the host's own. */
const FIELDS = ['i', 'n', 'k', 'h', 'c', 'd', 's']

const fieldsOf = (hash: string) => new URLSearchParams(hash.replace(/^#/, ''))

const isOurs = (hash: string): boolean => {
  const fields = fieldsOf(hash)
  return FIELDS.some((field) => fields.has(field))
}
const isCut = (hash: string | null): boolean =>
  hash !== null && (parseFragment(hash) === 'broken' || parseOwnFragment(hash) === 'broken')

export type Taken = {
  /** What the tab keeps from now on. */
  end: string | null
  /** S, from the host's own link; the tab keeps nothing of it. */
  secret: Bytes | null
}

/**
 * What to do with a fragment, beside what the tab already has. The link opened last counts, unless
 * it is cut off and the one before was not. Null: it is none of ours.
 */
export function taken(hash: string, before: string | null): Taken | null {
  if (!isOurs(hash)) return null
  const secret = parseOwnFragment(hash)
  if (secret && secret !== 'broken') return { end: before, secret }
  if (before === null || isCut(before)) return { end: hash, secret: null }
  return { end: isCut(hash) ? before : joined(hash, before), secret: null }
}

/** Of a personal invitation. */
const PERSONAL = new Set(['i', 'n', 'c', 'd'])

/**
 * A personal link and the one for everybody are about the same meeting, so that one adds to the
 * other; but not to one of other keys, nor one person's to another's.
 */
function joined(hash: string, before: string): string {
  const [now, then] = [fieldsOf(hash), fieldsOf(before)]
  const [founder, earlier] = [now.get('h'), then.get('h')]
  if (founder !== null && earlier !== null && founder !== earlier) return hash
  for (const [name, value] of then)
    if (!now.has(name) && !(now.has('i') && PERSONAL.has(name))) now.append(name, value)
  return `#${now.toString()}`
}

/** The same link without what belongs to a personal invitation. */
export function withoutInvite(end: string): string | null {
  const read = parseFragment(end)
  if (read === null || read === 'broken' || !read.link) return null
  return `#${fragmentOf({ ...read, invite: null, inviteId: null })}`
}

/** Storage may be disabled, so nothing throws; then the page itself remembers. */
const memory = new Map<string, string | null>()
const listeners = new Set<() => void>()
const keyOf = (meeting: string) => `anhop.link.${meeting}`

function save(meeting: string, end: string | null): boolean {
  memory.set(meeting, end)
  for (const listener of listeners) listener()
  try {
    if (end === null) sessionStorage.removeItem(keyOf(meeting))
    else sessionStorage.setItem(keyOf(meeting), end)
    return true
  } catch {
    return false
  }
}

/** What stood after the `#`, with it; null if there was nothing. */
export function endOf(meeting: string): string | null {
  const known = memory.get(meeting)
  if (known !== undefined) return known
  try {
    return sessionStorage.getItem(keyOf(meeting))
  } catch {
    return null
  }
}

export function watchEnds(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Takes the end of a link that was opened or pasted.
 * @returns S, if it was the host's own link, and whether the tab will know the rest after a reload
 */
export function takeEnd(meeting: string, hash: string): { secret: Bytes | null; kept: boolean } {
  const before = endOf(meeting)
  const found = taken(hash, before)
  if (found === null) return { secret: null, kept: false }
  return { secret: found.secret, kept: found.end === before || save(meeting, found.end) }
}

/** Forgets the personal invitation: its link does not work any more. */
export function dropInvite(meeting: string): void {
  const end = endOf(meeting)
  if (end !== null) save(meeting, withoutInvite(end))
}

/** The keys in this tab's link. Null if it has none, or not whole. */
export function linkOf(meeting: string): LinkEnd | null {
  const read = parseFragment(endOf(meeting) ?? '')
  return read === 'broken' ? null : read
}

/** Whether part of this tab's link is missing. */
export const isLinkCut = (meeting: string): boolean => isCut(endOf(meeting))
