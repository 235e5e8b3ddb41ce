import { randomInt } from 'node:crypto'
import type { Lane } from '../auth/fair-queue.ts'
import type { Hasher } from '../auth/passwords.ts'
import { instantOf, ruleOf, timesOf } from '../policy/recurrence.ts'
import { proposePassword } from '../policy/proposal.ts'
import type { Schedule } from '#protocol/calendar.ts'
import { Refusal } from '#protocol/errors.ts'
import type { AccountId, MeetingId } from '#protocol/ids.ts'
import { LIMITS } from '#protocol/limits.ts'
import type { OccurrenceRecord, ScheduleRecord } from '../store/calendar.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories, Store } from '../store/store.ts'
import type { Call } from './routes.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A validated schedule and its occurrences, before anything is written. */
export type Plan = { record: Omit<ScheduleRecord, 'meetingId'>; times: OccurrenceRecord[] }

/** One occurrence of a meeting, with the opening time of its lobby [CAL3]. */
export const timeAt = (at: number, start: number, minutes: number, opensBefore: number) => {
  const ends = start + minutes * MINUTE
  return { at, start, ends, opens: start - opensBefore * MINUTE, closes: ends }
}

/**
 * Validates a schedule and computes its occurrences.
 * @param before the previous schedule; null if the meeting had no fixed time
 * @throws Refusal `bad_schedule` if it is over, too far ahead, or its recurrence rule is invalid
 */
export function plan(wanted: Schedule, before: ScheduleRecord | null, now: number): Plan {
  const { people: _, ...said } = wanted
  const starts = timesOf(said) ?? []
  const first = starts[0]
  const last = starts.at(-1)
  if (first === undefined || last === undefined) throw new Refusal('bad_schedule')
  const over = last + wanted.minutes * MINUTE <= now
  if (over || first > now + LIMITS.eventDaysAhead * DAY) throw new Refusal('bad_schedule')
  return {
    record: {
      ...said,
      sequence: before === null ? 0 : before.sequence + 1,
      changedAt: now,
      cancelledAt: null,
    },
    times: starts
      .map((at) => timeAt(at, at, wanted.minutes, wanted.opensBefore))
      // Past occurrences are not planned.
      .filter(({ ends }) => ends > now)
      .map((time) => ({ ...time, cancelled: false, passwordHash: null })),
  }
}

/**
 * The new time of one occurrence.
 * @throws Refusal `bad_schedule`
 */
export function moved(
  schedule: ScheduleRecord,
  at: number,
  to: { start: string; minutes: number },
  now: number,
) {
  const start = instantOf(to.start, schedule.zone)
  const time = timeAt(at, start, to.minutes, schedule.opensBefore)
  if (time.ends <= now || start > now + LIMITS.repeatDays * DAY) throw new Refusal('bad_schedule')
  return time
}

/**
 * The accounts with these usernames, without the host, who takes part anyway.
 * @throws Refusal `people_unknown` if a name has no enabled account
 */
export async function colleagues(
  { accounts }: Pick<Store, 'accounts'>,
  usernames: readonly string[],
  host: AccountId,
): Promise<AccountId[]> {
  const found = await Promise.all(
    [...new Set(usernames.map((name) => name.trim().toLowerCase()))].map((name) =>
      accounts.byUsername(name),
    ),
  )
  return found.flatMap((account) => {
    if (account === null || account.disabled) throw new Refusal('people_unknown')
    return account.id === host ? [] : [account.id]
  })
}

/** A normalized rule to compare, since the days of a week may be listed in any order. */
const ruled = ({ repeat, ...series }: Omit<ScheduleRecord, 'meetingId'>): string | null =>
  repeat === null ? null : ruleOf({ ...series, repeat })

/** Whether all times are the same and only the description differs. */
export const sameTimes = (a: Omit<ScheduleRecord, 'meetingId'>, b: ScheduleRecord): boolean =>
  a.start === b.start &&
  a.zone === b.zone &&
  a.minutes === b.minutes &&
  a.opensBefore === b.opensBefore &&
  ruled(a) === ruled(b)

/**
 * Replaces the planned occurrences from now on. A password that was set for the next occurrence is
 * kept for whichever is next now, because people already know it.
 */
export async function savePlan(
  tx: Repositories,
  meetingId: MeetingId,
  { record, times }: Plan,
  passwordHash: string | null,
  now: number,
): Promise<void> {
  const old = await tx.calendar.occurrences(meetingId)
  const known = new Map(old.map((time) => [time.at, time.passwordHash]))
  const next = old.find((time) => time.closes > now && !time.cancelled)
  const kept = times.map((time) => ({ ...time, passwordHash: known.get(time.at) ?? null }))
  const first = kept.find((time) => time.closes > now)
  if (first !== undefined) first.passwordHash ??= passwordHash ?? next?.passwordHash ?? null
  // Occurrences that have started are kept; only future ones are replaced.
  await tx.calendar.save({ ...record, meetingId }, kept, now)
}

/** [PWD3] Signed-in users do not wait behind people joining meetings. */
export const laneOf = ({ id }: AccountRecord): Lane => ({ of: 'account', key: id })

/** A generated password and its hash. */
export async function proposed(
  hasher: Hasher,
  { account, language }: Pick<Call<'signed-in', null>, 'account' | 'language'>,
) {
  const password = proposePassword(randomInt, language())
  return { password, hash: await hasher.hash(password, laneOf(account)) }
}
