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

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What a new schedule comes to, before anything is written. */
export type Plan = { record: Omit<ScheduleRecord, 'meetingId'>; times: OccurrenceRecord[] }

/** One time of a meeting: when it is, and when its lobby is open [CAL3]. */
export const timeAt = (at: number, start: number, minutes: number, opensBefore: number) => {
  const ends = start + minutes * MINUTE
  return { at, start, ends, opens: start - opensBefore * MINUTE, closes: ends }
}

/**
 * @param before the schedule so far; null: the meeting had no fixed time
 * @throws Refusal `bad_schedule` when it is over, too far ahead, or its rule is no rule
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
      // What is over is no plan any more.
      .filter(({ ends }) => ends > now)
      .map((time) => ({ ...time, cancelled: false, passwordHash: null })),
  }
}

/** Where one time of a meeting is moved to. @throws Refusal `bad_schedule` */
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
 * The accounts behind these user names; the host is asked already.
 * @throws Refusal `people_unknown` when there is none for one of them
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

/** By what it means: the days of a week may come in any order. */
const ruled = ({ repeat, ...series }: Omit<ScheduleRecord, 'meetingId'>): string | null =>
  repeat === null ? null : ruleOf({ ...series, repeat })

/** Whether only what is said about it has changed, and not when it is. */
export const sameTimes = (a: Omit<ScheduleRecord, 'meetingId'>, b: ScheduleRecord): boolean =>
  a.start === b.start &&
  a.zone === b.zone &&
  a.minutes === b.minutes &&
  a.opensBefore === b.opensBefore &&
  ruled(a) === ruled(b)

/**
 * Writes a plan in the place of what was planned from now on. A password that was set for the next
 * time stays with whatever is the next time now: people know it already.
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
  // What has begun stays; only what is still to come is planned anew.
  await tx.calendar.save({ ...record, meetingId }, kept, now)
}

/** [PWD3] Whoever is signed in does not wait behind those at the doors. */
export const laneOf = ({ id }: AccountRecord): Lane => ({ of: 'account', key: id })

/** A password that the server proposes, and its hash. */
export async function proposed(hasher: Hasher, account: AccountRecord) {
  const password = proposePassword(randomInt)
  return { password, hash: await hasher.hash(password, laneOf(account)) }
}
