import type { ParticipantId } from '#protocol/ids.ts'

/**
 * [QOS5] Which voices a room carries. Everyone in a room hears the same ones, so this is decided once
 * a room and not for each listener.
 *
 * Pure: the caller keeps the state and gives what the SFU measured and the floor decided. Nothing in
 * here comes from a request except whether a microphone is on, and that alone never takes the place
 * of somebody who was heard in the last ten seconds.
 */
export const VOICES = {
  /** Carried at a time in a large room. */
  most: 12,
  /** Of these, carried because they speak next, on or not. */
  prepared: 4,
  /** A room with more seats taken than this becomes large; with `shrinks` or fewer it is small again. */
  grows: 30,
  shrinks: 25,
  /** How much louder, in dB, a voice must be to replace one that is speaking too. */
  margin: 6,
  /** Milliseconds that a voice keeps its place after it was last heard, or after it got it. */
  hold: 2000,
  /** Milliseconds of silence after which somebody who has just turned on may have the place. */
  quiet: 10_000,
} as const

export type Measured = {
  /** Epoch milliseconds. */
  now: number
  seats: number
  /** Each published microphone's owner. */
  voices: readonly { id: ParticipantId; on: boolean }[]
  /** Of those audible at this moment, in dBov (RFC 6464: 0 is the loudest), as the SFU measured. */
  levels: ReadonlyMap<ParticipantId, number>
  /** Who speaks now or next by the chair's order, most important first. */
  next: readonly ParticipantId[]
}

type Voice = {
  on: boolean
  /** When it was last audible, and how loud; never: -Infinity. */
  heardAt: number
  level: number
  /** Null while it is not carried. */
  carriedSince: number | null
}

/** What has to be remembered from one decision to the next. */
export type Voices = { large: boolean; of: ReadonlyMap<ParticipantId, Voice> }

export const NO_VOICES: Voices = { large: false, of: new Map() }

export function carried(voices: Voices): Set<ParticipantId> {
  return new Set(
    [...voices.of].flatMap(([id, { carriedSince }]) => (carriedSince === null ? [] : id)),
  )
}

/** Decides again: whenever somebody comes, goes, is muted or not, is called up, or was measured. */
export function decide(before: Voices, measured: Measured): Voices {
  const large = measured.seats > (before.large ? VOICES.shrinks : VOICES.grows)
  const of = new Map(
    measured.voices.map(({ id, on }) => [id, heard(before.of.get(id), id, on, measured)]),
  )
  const chosen = large ? choose(before, of, measured) : new Set(of.keys())
  for (const [id, voice] of of)
    voice.carriedSince = chosen.has(id) ? (voice.carriedSince ?? measured.now) : null
  return { large, of }
}

function heard(
  before: Voice | undefined,
  id: ParticipantId,
  on: boolean,
  { now, levels }: Measured,
): Voice {
  const level = on ? levels.get(id) : undefined
  return {
    on,
    heardAt: level === undefined ? (before?.heardAt ?? Number.NEGATIVE_INFINITY) : now,
    level: level ?? before?.level ?? Number.NEGATIVE_INFINITY,
    carriedSince: before?.carriedSince ?? null,
  }
}

function choose(
  before: Voices,
  of: ReadonlyMap<ParticipantId, Voice>,
  { now, next, levels }: Measured,
): Set<ParticipantId> {
  const first = new Set([...new Set(next)].filter((id) => of.has(id)).slice(0, VOICES.prepared))
  const rest = [...of].filter(([id, { on }]) => on && !first.has(id))
  const staying = rest.filter(([, { carriedSince }]) => carriedSince !== null).toSorted(strongest)
  const waiting = rest.filter(([, { carriedSince }]) => carriedSince === null).toSorted(strongest)
  // The order of the chair goes first, even before those who speak.
  const places = VOICES.most - first.size
  const kept = staying.slice(0, places)
  for (const candidate of waiting) {
    const weakest = kept.at(-1)
    if (kept.length < places) kept.push(candidate)
    else if (weakest !== undefined && gives(weakest[1], candidate, before, levels, now)) {
      kept[kept.length - 1] = candidate
    } else continue
    kept.sort(strongest)
  }
  return new Set([...first, ...kept.map(([id]) => id)])
}

/** Last heard first, of these the loudest. */
function strongest([, a]: [ParticipantId, Voice], [, b]: [ParticipantId, Voice]): number {
  return a.heardAt === b.heardAt ? compare(b.level, a.level) : compare(b.heardAt, a.heardAt)
}

// Infinities are equal to themselves, but their difference is not a number.
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

/** Whether a carried voice gives its place to one that is not. */
function gives(
  { heardAt, level, carriedSince }: Voice,
  [id, candidate]: [ParticipantId, Voice],
  before: Voices,
  levels: ReadonlyMap<ParticipantId, number>,
  now: number,
): boolean {
  // A clock that was set back must not give a place for as long as that.
  const silent = Math.abs(now - Math.max(heardAt, carriedSince ?? now))
  const justOn = before.of.get(id)?.on !== true
  if (!levels.has(id)) return justOn && silent >= VOICES.quiet
  if (silent >= VOICES.hold) return true
  const settled = carriedSince !== null && Math.abs(now - carriedSince) >= VOICES.hold
  return settled && candidate.level >= level + VOICES.margin
}
