import { type Bytes, equal, toHex } from './bytes.ts'
import { type Change, type Judge, type Member } from './wrap/change.ts'
import { type Identity, decodeCredential } from './credential.ts'
import { type Leaders, leads, verifyLeaders } from './leaders.ts'

/**
 * Who may commit what. What no rule allows is refused. The server's roles count for nothing here:
 * it may ask a leader's browser to do something, and does nothing itself.
 */
export type Refusal =
  /** Only leaders add, remove, or change who leads. */
  | 'not_leader'
  /**
   * The list of leaders is not one that F signed for this group, or does not follow the last one.
   */
  | 'bad_leaders'
  /** Somebody would lead who is not in the group. */
  | 'absent_leader'
  /** Two members would have one seat. */
  | 'seat_twice'
  /** These keys are not those that were to be let in. */
  | 'unexpected'
  | 'bad_credential'

/** What one's own link says about the meeting. */
export type Sitting = { meeting: string; group: Bytes; founder: Bytes }

/** Whom the committer meant to add: hashes of KeyPackages (RFC 9420, section 5.2). */
export type Expected = readonly Bytes[]

const same = (a: Leaders, b: Leaders): boolean =>
  equal(a.founder, b.founder) && a.serial + 1 === b.serial

/**
 * Judges commits of one group. Who knows which keys are to be added (the committer itself, or
 * somebody to whom the host showed them) says so; others go by who adds them.
 */
export const policyOf =
  (sitting: Sitting, expected?: Expected): Judge =>
  async (change) =>
    (await refusalOf(change, sitting)) ?? unexpectedIn(change, expected)

const unexpectedIn = ({ added }: Change, expected?: Expected): Refusal | null => {
  if (!expected) return null
  const known = new Set(expected.map(toHex))
  const all = added.every(({ reference }) => known.has(toHex(reference)))
  return all && added.length === known.size ? null : 'unexpected'
}

async function refusalOf(change: Change, { group, founder }: Sitting): Promise<Refusal | null> {
  const { committer, added, removed, context } = change
  const before = await verifyLeaders(context.before, group, founder)
  const who = decodeCredential(committer.credential)
  if (!before) return 'bad_leaders'
  if (!who) return 'bad_credential'
  const led = equal(context.before, context.after)
  // New keys for oneself: everybody's right, and nothing else changes.
  if (added.length === 0 && removed.length === 0 && led) return null
  if (!leads(before, who.deviceKey)) return 'not_leader'
  const after = led ? before : await verifyLeaders(context.after, group, founder)
  if (!after || (!led && !same(before, after))) return 'bad_leaders'
  const seated = seatsOf(change.members)
  if (!Array.isArray(seated)) return seated
  return led ? null : absentLeader(before, after, seated)
}

/** Leaders of before may be away: people reload. Nobody becomes one while they are. */
const absentLeader = (
  before: Leaders,
  after: Leaders,
  seated: readonly Identity[],
): Refusal | null => {
  const all = after.devices.every(
    (device) => leads(before, device) || seated.some(({ deviceKey }) => equal(deviceKey, device)),
  )
  return all ? null : 'absent_leader'
}

/** Who sits where, or why that cannot be. */
function seatsOf(members: readonly Member[]): Identity[] | Refusal {
  const identities = members.flatMap(({ credential }) => decodeCredential(credential) ?? [])
  if (identities.length < members.length) return 'bad_credential'
  return new Set(identities.map(({ seat }) => seat)).size < identities.length
    ? 'seat_twice'
    : identities
}

/** Whether to enter a group that somebody invited us to: a leader did, and F stands behind it. */
export async function refusalToJoin(
  { context, members, inviter }: { context: Bytes; members: readonly Member[]; inviter: Member },
  { group, founder }: Sitting,
): Promise<Refusal | null> {
  const leaders = await verifyLeaders(context, group, founder)
  const who = decodeCredential(inviter.credential)
  if (!leaders) return 'bad_leaders'
  if (!who) return 'bad_credential'
  const seated = seatsOf(members)
  if (!Array.isArray(seated)) return seated
  return leads(leaders, who.deviceKey) ? null : 'not_leader'
}
