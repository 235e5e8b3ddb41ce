import { type Bytes, toBase64Url } from '../mls/bytes.ts'
import { type LinkEnd, fragmentOf, ownFragmentOf } from '../mls/link.ts'
import { loadSecrets, secretOf } from './here.ts'
import { linkOf } from './tab.ts'

/** The end of everybody's link, from S. */
async function endFrom(secret: Bytes): Promise<LinkEnd> {
  const { founderHash, founderKeys, linkSecret } = await loadSecrets()
  const { publicKey } = await founderKeys(secret)
  const [link, founder] = await Promise.all([linkSecret(secret), founderHash(publicKey)])
  return { link, founder, invite: null, inviteId: null }
}

/** Of a guest: what their own link held, without what is theirs alone. */
function endOfTab(meeting: string, founder: string | null): LinkEnd | null {
  const own = linkOf(meeting)
  if (!own?.link || (founder !== null && toBase64Url(own.founder) !== founder)) return null
  return { ...own, invite: null, inviteId: null }
}

/**
 * What belongs after the address of a meeting that is given out, with its `#`. Empty if this browser
 * does not know it: people who come by such a link are checked by words.
 * @param founder the hash that the server has, as far as it is known here
 */
export async function sharedEnd(meeting: string, founder: string | null = null): Promise<string> {
  const secret = await secretOf(meeting, founder)
  const end = secret ? await endFrom(secret) : endOfTab(meeting, founder)
  return end ? `#${fragmentOf(end)}` : ''
}

/**
 * The ends of personal links, by the invitations' identifiers; null without S.
 * @param founder the hash that the server has, as far as it is known here
 */
export async function personalEnds(
  meeting: string,
  founder: string | null,
  invites: readonly string[],
): Promise<Map<string, LinkEnd> | null> {
  const secret = await secretOf(meeting, founder)
  if (!secret) return null
  const [end, { inviteSecret }] = await Promise.all([endFrom(secret), loadSecrets()])
  const ends = invites.map(async (inviteId) => {
    const invite = await inviteSecret(secret, inviteId)
    return [inviteId, { ...end, invite, inviteId }] as const
  })
  return new Map(await Promise.all(ends))
}

/**
 * The end of the host's own link, which holds S itself; null without it.
 * @param founder the hash that the server has, as far as it is known here
 */
export async function ownEnd(meeting: string, founder: string | null): Promise<string | null> {
  const secret = await secretOf(meeting, founder).catch(() => null)
  return secret && `#${ownFragmentOf(secret)}`
}

/** What a server that mails a personal link has to know of it, as base64url. */
export const mailedPart = (end: LinkEnd | undefined) =>
  end?.invite ? { founder: toBase64Url(end.founder), secret: toBase64Url(end.invite) } : undefined

/** A personal link as the server made it, with its end in place of what the server knew of it. */
export function withEnd(link: string, end: LinkEnd): string {
  const [address = '', hash = ''] = link.split('#', 2)
  const others = hash.split('&').filter((field) => /^[in]=/.test(field))
  return `${address}#${[...others, fragmentOf(end)].join('&')}`
}
