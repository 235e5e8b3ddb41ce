import { type Bytes, fromBase64Url, toBase64Url } from './bytes.ts'

/** Of every secret that a link can hold. */
export const SECRET_BYTES = 32

/** What a link carries after its `#`, which browsers send to no server. */
export type Link = {
  /** P. A mailed link has none: the server that mails it would know it. */
  link: Bytes | null
  /** Hash of F's public key. */
  founder: Bytes
  /** K_i, in a personal link. */
  invite: Bytes | null
}

/** With the identifier of the invitation that K_i belongs to. */
export type LinkEnd = Link & { inviteId: string | null }

/** `k=…&h=…`, and `&c=…&d=…` in a personal link. */
export const fragmentOf = ({ link, founder, invite, inviteId }: LinkEnd): string =>
  [
    ...(link ? [`k=${toBase64Url(link)}`] : []),
    `h=${toBase64Url(founder)}`,
    ...(invite && inviteId !== null ? [`c=${toBase64Url(invite)}`, `d=${inviteId}`] : []),
  ].join('&')

/**
 * Reads what stands after the `#`, with or without it. Null if nothing there is ours; 'broken' if
 * something is, but not all, twice, or cut short. Other fields are not looked at: personal links
 * also carry the server's token.
 */
export function parseFragment(hash: string): LinkEnd | 'broken' | null {
  const fields = fieldsOf(hash)
  const [link, founder, invite] = ['k', 'h', 'c'].map((name) => secretIn(fields.getAll(name)))
  const inviteId = idIn(fields.getAll('d'))
  if (!link && !founder && !invite && inviteId === null) return null
  if (link === 'broken' || founder === 'broken' || invite === 'broken' || inviteId === 'broken')
    return 'broken'
  // The two of an invitation come together, and one secret there must be.
  if (!founder || !(link || invite) || (inviteId === null) !== !invite) return 'broken'
  return { link: link ?? null, founder, invite: invite ?? null, inviteId }
}

/** `s=…`: S itself, in the link that a host opens on another device of theirs. */
export const ownFragmentOf = (secret: Bytes): string => `s=${toBase64Url(secret)}`

export const parseOwnFragment = (hash: string): Bytes | 'broken' | null =>
  secretIn(fieldsOf(hash).getAll('s'))

const fieldsOf = (hash: string) => new URLSearchParams(hash.replace(/^#/, ''))

function secretIn(values: readonly string[]): Bytes | 'broken' | null {
  const [text, ...more] = values
  if (text === undefined) return null
  const bytes = more.length === 0 ? fromBase64Url(text) : null
  return bytes?.length === SECRET_BYTES ? bytes : 'broken'
}

function idIn([text, ...more]: readonly string[]): string | null {
  if (text === undefined) return null
  return more.length === 0 && /^[\w-]{22}$/.test(text) ? text : 'broken'
}
