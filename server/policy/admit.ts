import type { ErrorCode } from '#protocol/errors.ts'
import { TIMES } from '#protocol/limits.ts'
import type { IdentityKind } from '#protocol/model.ts'
import type { Guests } from '#protocol/policy.ts'

/**
 * The grounds on which someone asks to enter. Established by the server, never by a message (ADM5).
 */
export type Claim =
  /**
   * Signed in as the meeting's own host. `move`: the person wants the meeting here, and no longer
   * where their account has it open now [ADM7].
   */
  | { kind: 'host'; move?: boolean }
  /** At the password step. */
  | { kind: 'password'; right: boolean; move?: boolean }
  /** Returns with a ticket. `away`: milliseconds since the last connection closed. */
  | { kind: 'seat'; state: 'waiting' | 'admitted' | 'over'; away: number; passwordCurrent: boolean }
  /** Is waiting, and a moderator has admitted exactly this person. */
  | { kind: 'verdict'; passwordCurrent: boolean }

export type Circumstances = {
  ended: boolean
  /**
   * [CAL3] Whether people other than the host may knock now: the meeting has no fixed time, or an
   * occurrence is open.
   */
  open: boolean
  /**
   * A block overrides every other claim (ADM4). `removed` lasts for this sitting, `blocked` until
   * lifted.
   */
  block: 'removed' | 'blocked' | null
  /** [ADM5] How the server knows the person. */
  kind: IdentityKind
  /** Who is accepted: the tighter of the host's switch and the operator's setting [POL1]. */
  guests: Guests
  /** The personal invite behind the claim. `in_use`: someone else is using it now. */
  invite: 'none' | 'free' | 'in_use' | 'revoked'
  /**
   * [ADM7] Whether the same account has another seat here, inside or in the lobby. `away`: its
   * connection is lost.
   */
  elsewhere: 'none' | 'away' | 'here'
  locked: boolean
  hostPresent: boolean
  meetingFull: boolean
  serverFull: boolean
  lobbyFull: boolean
}

export type AdmitAnswer =
  | { answer: 'enter' }
  | { answer: 'wait' }
  | { answer: 'password' }
  | { answer: 'refuse'; code: ErrorCode }

const enter: AdmitAnswer = { answer: 'enter' }
const wait: AdmitAnswer = { answer: 'wait' }
const password: AdmitAnswer = { answer: 'password' }
const refuse = (code: ErrorCode): AdmitAnswer => ({ answer: 'refuse', code })

/**
 * [ADM4] The only gate. Called at the password step, on every connection and for every verdict;
 * only `enter` leads to media. Total: every claim has exactly one answer under all circumstances.
 */
export function admit(claim: Claim, now: Circumstances): AdmitAnswer {
  // [PWD4] Without the correct password, absent, ended, closed and blocking meetings look the same,
  // and outside the opening hours no password is correct.
  if (claim.kind === 'password' && (!claim.right || now.ended || !now.open))
    return refuse('wrong_password')
  if (now.ended) return refuse('ticket_invalid')
  if (now.block !== null) return refuse(now.block)
  if (now.invite === 'revoked') return refuse('link_invalid')

  switch (claim.kind) {
    case 'host':
      if (now.elsewhere === 'here' && claim.move !== true) return refuse('already_here')
      // A full meeting still needs its host, who can make room in it. A move takes no room.
      return now.serverFull && now.elsewhere === 'none' ? refuse('server_full') : enter
    case 'password':
      return now.elsewhere === 'here' && claim.move !== true ? refuse('already_here') : knock(now)
    case 'seat':
      return reconnect(claim, now)
    case 'verdict':
      return verdict(claim, now)
  }
}

function knock(now: Circumstances): AdmitAnswer {
  const unwanted = refuseGuest(now)
  if (unwanted !== null) return unwanted
  if (now.invite === 'in_use') return refuse('invite_in_use')
  if (now.serverFull) return refuse('server_full')
  if (now.locked) return refuse('meeting_locked')
  if (now.meetingFull) return refuse('meeting_full')
  if (now.lobbyFull) return refuse('lobby_full')
  return wait
}

/**
 * [ADM1] Only after the correct password, so that it does not reveal whether the meeting exists.
 */
function refuseGuest({ guests, kind }: Circumstances): AdmitAnswer | null {
  if (guests === 'none' && kind !== 'account') return refuse('accounts_only')
  return guests === 'invited' && kind === 'guest' ? refuse('invite_needed') : null
}

/** [ADM6] A short break keeps the seat; after a longer one the password step starts over. */
function reconnect(seat: Claim & { kind: 'seat' }, now: Circumstances): AdmitAnswer {
  if (seat.state === 'over' || seat.away > TIMES.breakForgiven) return password
  // [CAL4] A sitting may run longer than planned; only people in the lobby are turned away.
  if (seat.state === 'admitted') return enter
  if (!now.open) return password
  return seat.passwordCurrent ? wait : password
}

function verdict(claim: Claim & { kind: 'verdict' }, now: Circumstances): AdmitAnswer {
  if (!now.hostPresent) return refuse('host_absent')
  if (!claim.passwordCurrent) return password
  if (!now.open) return refuse('lobby_closed')
  // Applies to people who knocked before the meeting was closed to guests.
  const unwanted = refuseGuest(now)
  if (unwanted !== null) return unwanted
  if (now.locked) return refuse('meeting_locked')
  if (now.serverFull) return refuse('server_full')
  if (now.meetingFull) return refuse('meeting_full')
  return enter
}
