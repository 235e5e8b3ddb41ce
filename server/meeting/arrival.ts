import type { ParticipantId } from '#protocol/ids.ts'
import { admit } from '../policy/admit.ts'
import type { AdmitAnswer } from '../policy/admit.ts'
import type { Proposal } from './change.ts'
import { circumstances, othersBy, othersOf } from './circumstances.ts'
import type { RoomCore } from './core.ts'
import { isFollow } from './effects.ts'
import type { Effect, Write } from './effects.ts'
import type { Entry, SeatRecord } from './records.ts'
import { newKnock, newPerson } from './people.ts'
import type { Knock, Person } from './people.ts'
import type { RoomState } from './state.ts'
import { enrol, rollOf, rollWrites } from './voting.ts'

export type SeatClaim = Entry['claim']

/**
 * [ADM1] The password was correct (or the meeting is the person's own): creates a seat in the
 * lobby, or the host's own seat, if the gate allows it. `admission` is the gate's answer, available
 * once the change is applied.
 *
 * @param replaces an older seat of the same browser, which ends unless this one is refused
 */
export function arrival(
  core: RoomCore,
  { seat, claim, replaces }: { seat: SeatRecord; claim: SeatClaim; replaces: ParticipantId | null },
  now: number,
): { change: Proposal; admission: () => AdmitAnswer } {
  let admission: AdmitAnswer = { answer: 'password' }
  const ask = () => {
    admission = admit(claim, circumstances(core, seat, now))
    return admission.answer
  }
  const change = core.propose(() => {
    const answer = ask()
    const elsewhere = otherNetwork(core, seat, now)
    if (answer === 'refuse') {
      const told = () => [...elsewhere.told(), ...turnedAway(core, seat, admission, now)]
      return { writes: elsewhere.writes, apply: told }
    }
    const again = answer === 'wait' ? existingKnock(core.state, seat) : undefined
    if (again !== undefined) return keepWaiting(again, seat, now)
    const host = answer === 'enter'
    const older = olderSeats(core.state, seat, replaces)
    const moved = host ? insideOf(core.state, seat) : undefined
    if (moved !== undefined) return moveHere(core, { moved, seat, older, now })
    const placed = { ...seat, floor: host && mustSpeak(core.state) }
    const roll = host ? rollOf(core.state.sitting.votes, [seat]) : []
    return {
      writes: [
        ...older.map((id): Write => ({ do: 'saveSeat', id, change: { state: 'over' } })),
        ...elsewhere.writes,
        { do: 'createSeat', seat: placed },
        arrived(core, seat, host, now),
        ...rollWrites(core.state.sitting.votes, roll),
      ],
      apply: () => {
        // The meeting may have ended, or the person been blocked, while this was being written.
        if (ask() === 'refuse') return core.drop(seat.id)
        const gone = older.flatMap((id) => core.eject(id, 'replaced', null)).filter(isFollow)
        place(core.state, placed, host, now)
        enrol(core.state.sitting.votes, roll)
        return [...gone, ...elsewhere.told()]
      },
    }
  })
  return { change, admission: () => admission }
}

/**
 * Seats that this one ends: of the same invite, which must be disconnected (or the gate would have
 * refused); of the same account, because a person is there once; and of this browser.
 */
function olderSeats(state: RoomState, seat: SeatRecord, replaces: ParticipantId | null) {
  const before = [...othersBy(state, seat), ...othersOf(state, seat), ...ofDevice(state, seat)]
  const ids = before.map(({ id }) => id)
  return [...new Set(replaces === null ? ids : [...ids, replaces])]
}

/** The host's own seat inside, if they are there already. */
const insideOf = ({ people }: RoomState, { accountId }: SeatRecord): Person | undefined =>
  [...people.values()].find((person) => person.accountId === accountId)

type Move = { moved: Person; seat: SeatRecord; older: ParticipantId[]; now: number }

/**
 * [ADM7] The host continues on this device: the seat stays, with everything that belongs to it (what
 * they present, the floor, their vote), and only the new ticket opens it.
 */
function moveHere(core: RoomCore, { moved, seat, older, now }: Move) {
  const { id } = moved
  const { ticketHash, deviceHash, addressHash } = seat
  const others = older.filter((other) => other !== id)
  const change = { ticketHash, deviceHash, addressHash, awaySince: now }
  return {
    writes: [
      ...others.map((other): Write => ({ do: 'saveSeat', id: other, change: { state: 'over' } })),
      { do: 'saveSeat', id, change } as const,
      core.audit(now, 'host.entered', id, null),
    ],
    apply: (): Effect[] => {
      // They may have left, or been removed, while this was being written.
      if (!core.state.people.has(id)) return core.drop(id)
      const gone = others.flatMap((other) => core.eject(other, 'replaced', null)).filter(isFollow)
      Object.assign(moved, { deviceHash, addressHash, presence: { state: 'away', since: now } })
      return [
        ...gone,
        ...core.dropTracks(moved, now),
        ...core.moved(id, now),
        { do: 'closeMedia', id },
        { do: 'eject', id, reason: 'replaced', message: null },
      ]
    },
  }
}

/** Everyone inside or in the lobby from the same browser. */
const ofDevice = ({ people, knocks }: RoomState, { id, deviceHash }: SeatRecord) =>
  [...people.values(), ...knocks.values()].filter(
    (other) => other.deviceHash === deviceHash && other.id !== id,
  )

/** [ADM7] A knock by this browser under this name, so that only the ticket is new. */
const existingKnock = ({ meeting, knocks }: RoomState, seat: SeatRecord): Knock | undefined =>
  [...knocks.values()].find(
    (knock) =>
      knock.deviceHash === seat.deviceHash &&
      knock.name === seat.name &&
      knock.position === seat.position &&
      knock.kind === seat.kind &&
      knock.accountId === seat.accountId &&
      knock.inviteId === seat.inviteId &&
      knock.passwordVersion === meeting.passwordVersion,
  )

/** Silent and unlogged: however often a browser knocks, it is one person waiting. */
function keepWaiting(knock: Knock, { ticketHash }: SeatRecord, now: number) {
  const { id, presence } = knock
  const since = presence.state === 'away' ? { awaySince: now } : {}
  const write: Write = { do: 'saveSeat', id, change: { ticketHash, ...since } }
  return {
    writes: [write],
    apply: () => {
      if (knock.presence.state === 'away') knock.presence = { state: 'away', since: now }
      return []
    },
  }
}

/** Not connected yet: the ticket is still on its way to the browser. */
function place(state: RoomState, seat: SeatRecord, host: boolean, now: number): void {
  const presence = { state: 'away', since: now } as const
  if (!host) state.knocks.set(seat.id, newKnock(seat, presence))
  else {
    const { role, floor } = seat
    state.people.set(seat.id, { ...newPerson(seat), role, presence, floor })
  }
}

function arrived(core: RoomCore, seat: SeatRecord, host: boolean, now: number): Write {
  if (host) return core.audit(now, 'host.entered', seat.id, null)
  const details = { kind: seat.kind, ...(seat.inviteId && { invite: seat.inviteId }) }
  return core.audit(now, 'lobby.knocked', seat.id, null, details)
}

/** [FLR] A lecture needs a speaker from the start. */
const mustSpeak = ({ meeting, people }: RoomState): boolean =>
  meeting.mode === 'lecture' && ![...people.values()].some(({ floor }) => floor)

/** One invite used from two networks at once: it may have leaked. */
function otherNetwork(
  core: RoomCore,
  seat: SeatRecord,
  now: number,
): { writes: Write[]; told: () => Effect[] } {
  const { inviteId, name } = seat
  const other = othersBy(core.state, seat).find(
    ({ addressHash }) => addressHash !== seat.addressHash,
  )
  if (inviteId === null || other === undefined) return { writes: [], told: () => [] }
  const invite = { invite: inviteId }
  return {
    writes: [core.audit(now, 'invite.two_networks', 'system', other.id, invite)],
    told: () => core.notice({ type: 'invite_two_networks', name, invite: inviteId }, now),
  }
}

function turnedAway(
  core: RoomCore,
  { name }: SeatRecord,
  admission: AdmitAnswer,
  now: number,
): Effect[] {
  const code = admission.answer === 'refuse' ? admission.code : null
  if (code === 'meeting_locked') {
    return core.notice({ type: 'knock_while_locked', name, count: 1 }, now)
  }
  if (code === 'meeting_full' || code === 'server_full' || code === 'lobby_full') {
    return core.notice({ type: 'turned_away_full', name, count: 1 }, now)
  }
  return []
}
