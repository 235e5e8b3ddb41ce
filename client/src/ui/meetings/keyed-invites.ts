import type { InviteLink } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import type { Answer } from '../../http/api.ts'
import { mailedPart, personalEnds, withEnd } from '../../secrets/links.ts'

/** `founder`: the hash that the server has, as far as it is known here. */
export type Keyed = { id: string; founder: string | null }

type Names = Parameters<typeof api.createInvites>[1]
export type Addressed = { id: string; to: string }

/** Personal links as they are given out: the server makes them, this browser adds the keys. */
export async function makeInvites(meeting: Keyed, names: Names): Promise<Answer<InviteLink[]>> {
  return keyed(meeting, await api.createInvites(meeting.id, names))
}

/**
 * Mails invitations. The server writes into each mail what it is given here: the secret of that
 * invitation, and nothing that would let it make another. The links that come back are for this
 * page, whole.
 */
export async function mailInvites(
  meeting: Keyed,
  invites: readonly Addressed[],
): Promise<Answer<InviteLink[]>> {
  const ends = await endsOf(meeting, invites)
  const sent = invites.map((one) => ({ ...one, keys: mailedPart(ends?.get(one.id)) }))
  return keyed(meeting, await api.mailInvites(meeting.id, { invites: sent }))
}

const endsOf = ({ id, founder }: Keyed, invites: readonly { id: string }[]) =>
  personalEnds(
    id,
    founder,
    invites.map((invite) => invite.id),
  ).catch(() => null)

async function keyed(meeting: Keyed, answer: Answer<InviteLink[]>): Promise<Answer<InviteLink[]>> {
  if (!answer.ok) return answer
  const ends = await endsOf(
    meeting,
    answer.result.map(({ invite }) => invite),
  )
  const result = answer.result.map(({ invite, link }) => {
    const end = ends?.get(invite.id)
    return { invite, link: end ? withEnd(link, end) : link }
  })
  return { ok: true, result }
}
