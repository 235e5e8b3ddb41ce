import type { Room } from '../../meeting/room.ts'
import { Refusal } from '#protocol/errors.ts'
import { TrackId } from '#protocol/ids.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import { KIND_OF, SOURCES } from '#protocol/model.ts'
import type { Source } from '#protocol/model.ts'
import { accountId, seat } from '../../store/fixtures.ts'
import { WHO } from './sitting.ts'
import type { Sitting, Who } from './sitting.ts'

/** Everyone's rights, as determined by the room, as a set that can be compared. */
export async function rightsOf(sitting: Sitting): Promise<Set<string>> {
  const { room } = await sitting.live()
  const theirs = WHO.flatMap((who) => ofPerson(room, who, sitting.ids[who]))
  return new Set([...theirs, ...gate(room, sitting.harness.now)])
}

function ofPerson(room: Room, who: Who, id: ParticipantId): string[] {
  const phase = room.phaseOf(id)
  if (phase === 'closed') return []
  const inside = room.activeParticipant(id)
  if (inside === null) return [`${who} waits`]
  const { role, presents } = inside
  const is = {
    waits: true,
    'is inside': true,
    'is host': role === 'host',
    leads: role !== 'participant',
    presents,
    receives: !refuses(() => room.tracks.mayReceive(id, noTrack), 'not_consented'),
  }
  const sources = SOURCES.filter((source) => mayPublish(room, id, source))
  const can = Object.entries(is).flatMap(([what, may]) => (may ? [what] : []))
  return [...can, ...sources.map((source) => `publishes ${source}`)].map((what) => `${who} ${what}`)
}

const noTrack = TrackId.parse('00000000-0000-4000-8000-00000000ffff')

const mayPublish = (room: Room, id: ParticipantId, source: Source): boolean =>
  !refuses(() => room.tracks.check(id, source, KIND_OF[source]), 'not_granted')

function refuses(ask: () => unknown, code: Refusal['code']): boolean {
  try {
    ask()
    return false
  } catch (error) {
    if (error instanceof Refusal) return error.code === code
    throw error
  }
}

/** Who would be admitted to the lobby, or enter as host, right now. Changes nothing. */
export function gate(room: Room, now: number): string[] {
  const knocks = WHO.flatMap((who) => {
    const answer = asked(room, who, { deviceHash: who }, now)
    return answer === 'wait' ? [`${who} may knock`] : []
  })
  const hosts = ['host', 'cohost', 'lan'].filter((who) => room.hostAccount === accountId(who))
  return [...knocks, ...hosts.map((who) => `${who} comes as host`)]
}

function asked(room: Room, who: Who, whose: { deviceHash: string }, now: number): string {
  const comes = seat(`${who}-again`, room.id, { ...whose, addressHash: `${who}-again` })
  const claim = { kind: 'password', right: true } as const
  const { change, admission } = room.admission.seat(comes, claim, now)
  change.draft()
  return admission().answer
}

/** Rights in `after` that are not in `before`. */
export const gained = (before: Set<string>, after: Set<string>): string[] =>
  [...after].filter((right) => !before.has(right))
