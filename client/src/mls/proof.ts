import { type Bytes, utf8 } from './bytes.ts'
import { type Identity, verifyCredential } from './credential.ts'
import { isMacOf, macOf } from './hash.ts'
import { inviteSecret, linkSecret } from './secrets.ts'
import { readKeyPackage } from './wrap/key-package.ts'

/**
 * What somebody who knocks shows of having been invited. The host's browser checks it, because the
 * server, whom nobody has to trust, carries it.
 *
 * - `whole`: they hold the whole link, which reached them past the server.
 * - `mailed`: they hold the secret of an invitation that this server mailed, and so could know.
 * - `none`: nothing; the host compares words with them before letting them in.
 */
export type Grade = 'whole' | 'mailed' | 'none'

/** What the knock is about; all of it is under the tags. */
export type Knock = {
  /** KeyPackageRef (RFC 9420, section 5.2): which keys would be added. */
  reference: Bytes
  seat: string
  name: string
}

/** HMACs of 32 bytes over the knock: under P, and under K_i with the invitation's identifier. */
export type Proof = {
  link: Bytes | null
  invite: { id: string; tag: Bytes } | null
}

const partsOf = ({ reference, seat, name }: Knock) => [reference, utf8(seat), utf8(name)]

/** With what the link holds: all of it, or, in a mailed one, the invitation's secret alone. */
export async function prove(
  knock: Knock,
  { link, invite }: { link?: Bytes | null; invite?: Bytes | null },
  inviteId: string | null,
): Promise<Proof> {
  return {
    link: link ? await macOf(link, 'knock link', ...partsOf(knock)) : null,
    invite:
      invite && inviteId !== null
        ? { id: inviteId, tag: await macOf(invite, 'knock invite', ...partsOf(knock)) }
        : null,
  }
}

/**
 * What a proof is worth, to who holds S. A tag that is wrong counts as none at all, but of two,
 * both must be right: a personal link belongs to one person.
 */
export async function gradeOf(knock: Knock, proof: Proof, secret: Bytes): Promise<Grade> {
  const parts = partsOf(knock)
  if (proof.invite) {
    const key = await inviteSecret(secret, proof.invite.id)
    if (!(await isMacOf(proof.invite.tag, key, 'knock invite', ...parts))) return 'none'
  }
  if (!proof.link) return proof.invite ? 'mailed' : 'none'
  const key = await linkSecret(secret)
  return (await isMacOf(proof.link, key, 'knock link', ...parts)) ? 'whole' : 'none'
}

/**
 * What a proof is worth, to who leads without S: they hold the link as everybody does. Whose an
 * invitation is they cannot tell, so that it counts as nothing here.
 */
export async function gradeByLink(knock: Knock, proof: Proof, link: Bytes): Promise<Grade> {
  if (!proof.link || proof.invite) return 'none'
  return (await isMacOf(proof.link, link, 'knock link', ...partsOf(knock))) ? 'whole' : 'none'
}

/**
 * The knock that a KeyPackage stands for, if it belongs to the sitting and to the seat and name
 * that the server shows, and its device signed so. Null otherwise: somebody put other keys under a
 * name.
 */
export async function knockOf(
  keyPackage: Bytes,
  shown: { meeting: string; group: Bytes; seat: string; name: string },
): Promise<(Knock & Pick<Identity, 'leafKey' | 'deviceKey'>) | null> {
  const read = await readKeyPackage(keyPackage).catch(() => null)
  const who = read && (await verifyCredential(read.credential, read.key, shown))
  if (!who || who.seat !== shown.seat || who.name !== shown.name) return null
  const { seat, name, leafKey, deviceKey } = who
  return { reference: read.reference, seat, name, leafKey, deviceKey }
}
