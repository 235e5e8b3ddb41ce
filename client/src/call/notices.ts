import type { HostNotice } from '#protocol/model.ts'

/** `key` survives merging with a newer notice, so that the text on screen changes in place. */
export type Notice = HostNotice & { key: number }

/** Maximum number kept, each of informational and of security notices. */
const KEPT = 20
const SECURITY = new Set<HostNotice['type']>(['wrong_passwords', 'invite_two_networks'])
const isSecurity = ({ type }: HostNotice) => SECURITY.has(type)

function sameSubject(one: HostNotice, other: HostNotice): boolean {
  if ('id' in one) return one.type === other.type && 'id' in other && one.id === other.id
  if (one.type === 'invite_two_networks') {
    return one.type === other.type && one.invite === other.invite
  }
  return one.type === other.type
}

/**
 * The newer notice replaces the older. Counts of strangers are added up; a count of wrong passwords
 * is already a total.
 */
function joined(before: Notice, after: Notice): Notice {
  const { key } = before
  const strangers =
    (before.type === 'knock_while_locked' || before.type === 'turned_away_full') &&
    (after.type === 'knock_while_locked' || after.type === 'turned_away_full')
  return strangers ? { ...after, key, count: before.count + after.count } : { ...after, key }
}

/** [ADM5] Keeps one notice per subject; informational notices never displace security notices. */
export function withNotice(notices: readonly Notice[], fresh: Notice): Notice[] {
  const at = notices.findIndex((one) => sameSubject(one, fresh))
  if (at !== -1) return notices.map((one, i) => (i === at ? joined(one, fresh) : one))
  const all = [...notices, fresh]
  const kept = new Set([
    ...all.filter(isSecurity).slice(-KEPT),
    ...all.filter((one) => !isSecurity(one)).slice(-KEPT),
  ])
  return all.filter((one) => kept.has(one))
}

/** The notices to show: security first, then the newest of the others. */
export function shownNotices<T extends HostNotice>(notices: readonly T[], most: number): T[] {
  const security = notices.filter(isSecurity).slice(-most)
  const others = notices.filter((one) => !isSecurity(one))
  return [...security, ...others.slice(others.length - (most - security.length))]
}
