import type { ParticipantId } from '#protocol/ids.ts'
import type { KeyOffer, Sha256 } from '#protocol/mls.ts'
import { type Bytes, equal, fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import type { Group } from '../mls/group.ts'
import { type Knock, type Proof, gradeByLink, gradeOf, knockOf } from '../mls/proof.ts'
import { sittingOf } from './offering.ts'
import { sha256 } from './payloads.ts'
import type { Checked, Who } from './types.ts'
import type { Visit } from './visit.ts'

/**
 * Looks at keys that the server says somebody offers. Null if they are not this seat's, under this
 * name, in this group.
 */
export async function check(
  { who, secret }: Visit,
  offer: KeyOffer & { id: ParticipantId },
  name: string,
): Promise<Checked | null> {
  const sitting = sittingOf(who, offer.group)
  const bytes = fromBase64Url(offer.keyPackage)
  if (!sitting || !bytes) return null
  const knock = await knockOf(bytes, { ...sitting, seat: offer.id, name })
  if (!knock) return null
  const grade = await graded(who, secret, knock, proofIn(offer))
  const { reference, seat, leafKey, deviceKey } = knock
  const newcomer = { seat, keyPackage: bytes, reference }
  return { id: offer.id, keyPackage: await nameOf(bytes), newcomer, leafKey, deviceKey, grade }
}

/** Whoever leads without S goes by the link, and without P in it by nothing. */
async function graded({ link }: Who, secret: Bytes | null, knock: Knock, proof: Proof) {
  if (secret) return gradeOf(knock, proof, secret)
  return link.link ? gradeByLink(knock, proof, link.link) : 'none'
}

function proofIn({ proof: { link, invite } }: KeyOffer): Proof {
  const tag = invite && fromBase64Url(invite.tag)
  return {
    link: link === null ? null : fromBase64Url(link),
    // A tag that cannot be read is a wrong one, not none.
    invite: invite && { id: invite.id, tag: tag ?? new Uint8Array() },
  }
}

/** What gives these people a leaf each, in place of any before; null for nobody. */
export function seating(people: readonly Checked[]) {
  if (people.length === 0) return null
  const newcomers = people.map(({ newcomer }) => newcomer)
  const add = people.map(({ id, keyPackage }) => ({ id, keyPackage }))
  return { task: { kind: 'swap', newcomers } as const, add }
}

/** Whether a page of the same browser holds this seat already. */
export const isKnown = (group: Group, { newcomer, deviceKey }: Checked): boolean =>
  group.seats.some(
    ({ seat, deviceKey: known }) => seat === newcomer.seat && equal(known, deviceKey),
  )

/** Whether the person before this screen has compared words with the browser that these keys are of. */
export const isConfirmed = ({ confirmed }: Visit, { id, deviceKey }: Checked): boolean =>
  confirmed.get(id) === toBase64Url(deviceKey)

/** Whether just these keys are in the group. */
export const isIn = (group: Group, { leafKey }: Checked): boolean =>
  group.seats.some((one) => equal(one.leafKey, leafKey))

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a SHA-256 of our own
const nameOf = async (bytes: Bytes) => toBase64Url(await sha256(bytes)) as Sha256
