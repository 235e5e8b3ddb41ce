import type { ErrorCode } from '#protocol/errors.ts'
import { TIMES } from '#protocol/limits.ts'
import type { IdentityKind } from '#protocol/model.ts'
import type { Guests } from '#protocol/policy.ts'

/** By what right someone asks to be let in. Established by the server, never by a message (ADM5). */
export type Claim =
  /** Signed in, and the meeting is their own. */
  | { kind: 'host' }
  /** At the password step. */
  | { kind: 'password'; right: boolean }
  /** Comes back with a ticket. `away`: milliseconds since the last connection ended. */
  | { kind: 'seat'; state: 'waiting' | 'admitted' | 'over'; away: number; passwordCurrent: boolean }
  /** Waits, and a host ticked exactly this person. */
  | { kind: 'verdict'; passwordCurrent: boolean }

export type Circumstances = {
  ended: boolean
  /** [CAL3] Others than the host may knock now: the meeting has no fixed time, or it is that time. */
  open: boolean
  /** A block beats every other claim (ADM4). `removed` lasts for this sitting, `blocked` until lifted. */
  block: 'removed' | 'blocked' | null
  /** [ADM5] How the server knows who asks. */
  kind: IdentityKind
  /** Who is taken at all: the tighter of the host's own switch and the operator's [POL1]. */
  guests: Guests
  /** The personal invite that the claim rests on. `in_use`: somebody else is here by it now. */
  invite: 'none' | 'free' | 'in_use' | 'revoked'
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
 * [ADM4] The one gate. Asked at the password step, at every connection and at every verdict; only
 * `enter` leads to media. Total: every claim under all circumstances has exactly one answer.
 */
export function admit(claim: Claim, now: Circumstances): AdmitAnswer {
  // [PWD4] Until the password was right, an absent, an ended, a closed and a blocking meeting look the
  // same, and outside its hours no password is right.
  if (claim.kind === 'password' && (!claim.right || now.ended || !now.open))
    return refuse('wrong_password')
  if (now.ended) return refuse('ticket_invalid')
  if (now.block !== null) return refuse(now.block)
  if (now.invite === 'revoked') return refuse('link_invalid')

  switch (claim.kind) {
    case 'host':
      // A full meeting still needs the one who can make room in it.
      return now.serverFull ? refuse('server_full') : enter
    case 'password':
      return knock(now)
    case 'seat':
      return comeBack(claim, now)
    case 'verdict':
      return verdict(claim, now)
  }
}

function knock(now: Circumstances): AdmitAnswer {
  const unwanted = turnsAway(now)
  if (unwanted !== null) return unwanted
  if (now.invite === 'in_use') return refuse('invite_in_use')
  if (now.serverFull) return refuse('server_full')
  if (now.locked) return refuse('meeting_locked')
  if (now.meetingFull) return refuse('meeting_full')
  if (now.lobbyFull) return refuse('lobby_full')
  return wait
}

/** [ADM1] Only after the right password, so that it tells nobody whether the meeting exists. */
function turnsAway({ guests, kind }: Circumstances): AdmitAnswer | null {
  if (guests === 'none' && kind !== 'account') return refuse('accounts_only')
  return guests === 'invited' && kind === 'guest' ? refuse('invite_needed') : null
}

/** [ADM6] A short break is forgiven; a longer one starts over at the password. */
function comeBack(seat: Claim & { kind: 'seat' }, now: Circumstances): AdmitAnswer {
  if (seat.state === 'over' || seat.away > TIMES.breakForgiven) return password
  // [CAL4] A sitting may be longer than planned: only who waits is sent away.
  if (seat.state === 'admitted') return enter
  if (!now.open) return password
  return seat.passwordCurrent ? wait : password
}

function verdict(claim: Claim & { kind: 'verdict' }, now: Circumstances): AdmitAnswer {
  if (!now.hostPresent) return refuse('host_absent')
  if (!claim.passwordCurrent) return password
  if (!now.open) return refuse('lobby_closed')
  // Whoever knocked before the meeting was closed to guests.
  const unwanted = turnsAway(now)
  if (unwanted !== null) return unwanted
  if (now.locked) return refuse('meeting_locked')
  if (now.serverFull) return refuse('server_full')
  if (now.meetingFull) return refuse('meeting_full')
  return enter
}
