import type { Kysely } from 'kysely'
import type { MeetingRecord } from '../meeting/records.ts'
import type { Opening, Times } from '../policy/window.ts'
import { Repeat, WEEKDAYS } from '#protocol/calendar.ts'
import type { Schedule } from '#protocol/calendar.ts'
import { AccountId, MeetingId } from '#protocol/ids.ts'
import { argon2idHash, toFlag, toMeeting } from './rows.ts'
import type { OccurrenceRow, ScheduleRow, Tables } from './schema.ts'

/** A meeting's schedule as set by its host. Times in epoch milliseconds unless stated otherwise. */
export type ScheduleRecord = Omit<Schedule, 'people'> & {
  meetingId: MeetingId
  /** iCalendar SEQUENCE; increases with every change (RFC 5545, 3.8.7.4). */
  sequence: number
  changedAt: number
  cancelledAt: number | null
}

export type OccurrenceRecord = Times & {
  cancelled: boolean
  /** [CAL2] Null: this occurrence has no password, so nobody can enter with one. */
  passwordHash: string | null
}

/** A meeting with everything a calendar file contains. */
export type Planned = {
  meeting: MeetingRecord
  schedule: ScheduleRecord
  occurrences: OccurrenceRecord[]
}

export type Attendee = { id: AccountId; username: string; name: string }

/** [CAL] Schedules of meetings, and the accounts they invite. */
export interface Calendar {
  schedule(id: MeetingId): Promise<ScheduleRecord | null>
  /** All occurrences in order, including canceled ones. */
  occurrences(id: MeetingId): Promise<OccurrenceRecord[]>
  /** Saves the schedule, and replaces all occurrences from `from` on with these. */
  save(schedule: ScheduleRecord, times: readonly OccurrenceRecord[], from: number): Promise<void>
  /** Saves only the schedule: its sequence number and cancellations. */
  touch(
    id: MeetingId,
    change: Partial<Pick<ScheduleRecord, 'sequence' | 'changedAt' | 'cancelledAt'>>,
  ): Promise<void>
  changeOccurrence(
    id: MeetingId,
    at: number,
    change: Partial<Omit<OccurrenceRecord, 'at'>>,
  ): Promise<void>
  /** [CAL3] Runs the same two queries for every meeting, whether it exists or not. */
  opening(id: MeetingId, now: number): Promise<Opening>
  attendees(id: MeetingId): Promise<Attendee[]>
  setAttendees(id: MeetingId, accounts: readonly AccountId[]): Promise<void>
  isAttendee(id: MeetingId, account: AccountId): Promise<boolean>
  /** Meetings the account hosts or is invited to, with an occurrence in this period. */
  planned(account: AccountId, from: number, to: number): Promise<Planned[]>
  /** Unended meetings whose last occurrence was over before this moment. */
  passed(before: number): Promise<MeetingId[]>
  /** The scheduled ones among these meetings. */
  scheduled(ids: readonly MeetingId[]): Promise<Set<string>>
}

export function createCalendar(db: Kysely<Tables>): Calendar {
  const occurrences = async (id: MeetingId) => {
    const rows = await db
      .selectFrom('occurrence')
      .selectAll()
      .where('meeting_id', '=', id)
      .orderBy('start')
      .orderBy('at')
      .execute()
    return rows.map(toOccurrence)
  }
  const schedule = async (id: MeetingId) => {
    const row = await scheduleRow(db, id)
    return row ? toSchedule(row) : null
  }
  return {
    schedule,
    occurrences,
    async save(record, times, from) {
      const { meeting_id: _, ...row } = fromSchedule(record)
      await db
        .insertInto('schedule')
        .values({ meeting_id: record.meetingId, ...row })
        .onConflict((c) => c.column('meeting_id').doUpdateSet(row))
        .execute()
      await db
        .deleteFrom('occurrence')
        .where('meeting_id', '=', record.meetingId)
        .where('start', '>=', from)
        .execute()
      const values = times.map((time) => fromOccurrence(record.meetingId, time))
      if (values.length > 0) {
        await db
          .insertInto('occurrence')
          .values(values)
          // An occurrence that has started stays unchanged.
          .onConflict((c) => c.columns(['meeting_id', 'at']).doNothing())
          .execute()
      }
    },
    async touch(id, change) {
      await db
        .updateTable('schedule')
        .set({
          ...(change.sequence === undefined ? {} : { sequence: change.sequence }),
          ...(change.changedAt === undefined ? {} : { changed_at: change.changedAt }),
          ...(change.cancelledAt === undefined ? {} : { cancelled_at: change.cancelledAt }),
        })
        .where('meeting_id', '=', id)
        .execute()
    },
    async changeOccurrence(id, at, change) {
      const { cancelled, passwordHash, ...times } = change
      await db
        .updateTable('occurrence')
        .set({
          ...times,
          ...(cancelled === undefined ? {} : { cancelled: toFlag(cancelled) }),
          ...(passwordHash === undefined ? {} : { password_hash: hash(passwordHash, id) }),
        })
        .where('meeting_id', '=', id)
        .where('at', '=', at)
        .execute()
    },
    async opening(id, now) {
      const record = await scheduleRow(db, id)
      const open = await db
        .selectFrom('occurrence')
        .select('password_hash')
        .where('meeting_id', '=', id)
        .where('cancelled', '=', 0)
        .where('opens', '<=', now)
        .where('closes', '>', now)
        .orderBy('start')
        .executeTakeFirst()
      return {
        scheduled: record !== undefined,
        keepPassword: record?.keep_password === 1,
        open: open === undefined ? null : { passwordHash: hash(open.password_hash, id) },
      }
    },
    async planned(account, from, to) {
      const rows = await db
        .selectFrom('meeting')
        .selectAll()
        .where((e) =>
          e.or([
            e('host_account', '=', account),
            e('id', 'in', (q) =>
              q.selectFrom('attendee').select('meeting_id').where('account_id', '=', account),
            ),
          ]),
        )
        .where('id', 'in', (q) =>
          q
            .selectFrom('occurrence')
            .select('meeting_id')
            .where('ends', '>', from)
            .where('start', '<', to),
        )
        .execute()
      const found = rows.map(toMeeting).map(async (meeting): Promise<Planned[]> => {
        const when = await schedule(meeting.id)
        if (when === null) return []
        return [{ meeting, schedule: when, occurrences: await occurrences(meeting.id) }]
      })
      return (await Promise.all(found)).flat()
    },
    async passed(before) {
      const rows = await db
        .selectFrom('occurrence')
        .innerJoin('meeting', 'meeting.id', 'occurrence.meeting_id')
        .select('meeting.id')
        .where('meeting.ended_at', 'is', null)
        .groupBy('meeting.id')
        .having((e) => e(e.fn.max('occurrence.closes'), '<', before))
        .execute()
      return rows.map(({ id }) => MeetingId.parse(id))
    },
    async scheduled(ids) {
      if (ids.length === 0) return new Set()
      const rows = await db
        .selectFrom('schedule')
        .select('meeting_id')
        .where('meeting_id', 'in', ids)
        .execute()
      return new Set(rows.map((row) => row.meeting_id))
    },
    ...attendees(db),
  }
}

function attendees(
  db: Kysely<Tables>,
): Pick<Calendar, 'attendees' | 'setAttendees' | 'isAttendee'> {
  return {
    async attendees(id) {
      const rows = await db
        .selectFrom('attendee')
        .innerJoin('account', 'account.id', 'attendee.account_id')
        .select(['account.id', 'account.username', 'account.name'])
        .where('attendee.meeting_id', '=', id)
        .orderBy('account.username')
        .execute()
      return rows.map((row) => ({ ...row, id: AccountId.parse(row.id) }))
    },
    async setAttendees(id, accounts) {
      await db.deleteFrom('attendee').where('meeting_id', '=', id).execute()
      if (accounts.length === 0) return
      await db
        .insertInto('attendee')
        .values(accounts.map((account) => ({ meeting_id: id, account_id: account })))
        .execute()
    },
    async isAttendee(id, account) {
      const row = await db
        .selectFrom('attendee')
        .select('account_id')
        .where('meeting_id', '=', id)
        .where('account_id', '=', account)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

const scheduleRow = (db: Kysely<Tables>, id: MeetingId) =>
  db.selectFrom('schedule').selectAll().where('meeting_id', '=', id).executeTakeFirst()

const hash = (text: string | null, id: MeetingId): string | null =>
  text === null ? null : argon2idHash(text, `a time of meeting ${id}`)

const toSchedule = (row: ScheduleRow): ScheduleRecord => ({
  meetingId: MeetingId.parse(row.meeting_id),
  start: row.start,
  zone: row.zone,
  minutes: row.minutes,
  repeat: row.repeat === null ? null : Repeat.parse(JSON.parse(row.repeat)),
  agenda: row.agenda,
  opensBefore: row.opens_before,
  keepPassword: row.keep_password === 1,
  sequence: row.sequence,
  changedAt: row.changed_at,
  cancelledAt: row.cancelled_at,
})

const fromSchedule = (of: ScheduleRecord): ScheduleRow => ({
  meeting_id: of.meetingId,
  start: of.start,
  zone: of.zone,
  minutes: of.minutes,
  repeat: of.repeat === null ? null : JSON.stringify(inOrder(of.repeat)),
  agenda: of.agenda,
  opens_before: of.opensBefore,
  keep_password: toFlag(of.keepPassword),
  sequence: of.sequence,
  changed_at: of.changedAt,
  cancelled_at: of.cancelledAt,
})

const inOrder = (repeat: Repeat): Repeat =>
  repeat.every === 'week'
    ? { ...repeat, days: WEEKDAYS.filter((day) => repeat.days.includes(day)) }
    : repeat

const toOccurrence = (row: OccurrenceRow): OccurrenceRecord => ({
  at: row.at,
  start: row.start,
  ends: row.ends,
  opens: row.opens,
  closes: row.closes,
  cancelled: row.cancelled === 1,
  passwordHash: hash(row.password_hash, MeetingId.parse(row.meeting_id)),
})

const fromOccurrence = (id: MeetingId, of: OccurrenceRecord): OccurrenceRow => ({
  meeting_id: id,
  at: of.at,
  start: of.start,
  ends: of.ends,
  opens: of.opens,
  closes: of.closes,
  cancelled: toFlag(of.cancelled),
  password_hash: hash(of.passwordHash, id),
})
