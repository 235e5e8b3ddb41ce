import { LIMITS } from '#protocol/limits.ts'
import type { Circumstances } from '../policy/admit.ts'
import { tightest } from '../policy/tighten.ts'
import { openAt } from '../policy/window.ts'
import { isHere, leadersHere } from './people.ts'
import type { Identity, Knock, Person } from './people.ts'
import type { RoomLimits } from './core.ts'
import type { RoomState } from './state.ts'

type RoomNow = { state: RoomState; limits: RoomLimits }

/**
 * The room's state as the gate (`policy/admit.ts`) needs it. `entering`: number of people about to
 * be inside as well.
 */
export function circumstances(
  { state, limits }: RoomNow,
  whom: Identity,
  now: number,
  entering = 0,
): Circumstances {
  const { meeting, people, knocks, blocks } = state
  const policy = limits.policy()
  const fromThere = [...knocks.values()].filter((k) => k.addressHash === whom.addressHash).length
  const hits = blocks.filter(
    (block) =>
      block.deviceHash === whom.deviceHash ||
      (block.accountId !== null && block.accountId === whom.accountId) ||
      (block.inviteId !== null && block.inviteId === whom.inviteId),
  )
  return {
    ended: meeting.endedAt !== null,
    open: isOpen(state, now),
    block: hits.some((hit) => hit.scope === 'meeting') ? 'blocked' : hits[0] ? 'removed' : null,
    kind: whom.kind,
    guests: tightest(policy, meeting.invitedOnly ? { guests: 'invited' } : {}).guests,
    invite: inviteNow(state, whom),
    elsewhere: elsewhereNow(state, whom),
    locked: meeting.locked,
    hostPresent: leadersHere(state).length > 0,
    meetingFull: people.size + entering >= limits.capacity,
    serverFull: limits.serverFull(entering),
    lobbyFull: knocks.size >= policy.lobby || fromThere >= LIMITS.lobbyPerAddress,
  }
}

/** [CAL3] Whether people other than the host may knock now. */
export const isOpen = ({ times }: RoomState, now: number): boolean =>
  times === null || openAt(times, now) !== null

function inviteNow(state: RoomState, whom: Identity): Circumstances['invite'] {
  if (whom.inviteId === null) return 'none'
  if (state.revokedInvites.has(whom.inviteId)) return 'revoked'
  const present = othersBy(state, whom).some((other) => other.presence.state === 'here')
  return present ? 'in_use' : 'free'
}

/** Others inside or in the lobby using the same personal invite: at most one. */
export function othersBy({ people, knocks }: RoomState, whom: Identity): (Person | Knock)[] {
  if (whom.inviteId === null) return []
  return [...people.values(), ...knocks.values()].filter(
    (other) => other.inviteId === whom.inviteId && other.id !== whom.id,
  )
}

function elsewhereNow(state: RoomState, whom: Identity): Circumstances['elsewhere'] {
  const others = othersOf(state, whom)
  if (others.some(isHere)) return 'here'
  return others.length > 0 ? 'away' : 'none'
}

/** Other seats of the same account, inside or in the lobby. */
export function othersOf({ people, knocks }: RoomState, whom: Identity): (Person | Knock)[] {
  if (whom.accountId === null) return []
  return [...people.values(), ...knocks.values()].filter(
    (other) => other.accountId === whom.accountId && other.id !== whom.id,
  )
}
