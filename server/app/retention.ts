import { auditEvent } from '../store/audit.ts'
import type { Store } from '../store/store.ts'

const DAY = 24 * 60 * 60_000
/** [CAL5] A scheduled meeting ends this long after its last occurrence (milliseconds). */
const PASSED = 7 * DAY
/**
 * Ends meetings whose last occurrence is long past, then deletes what is older than `days`. [AUD]
 * The number of deleted items is audited in the same transaction.
 */
export async function forget(store: Store, days: number, now: number) {
  return store.transaction(async (tx) => {
    for (const meetingId of await tx.calendar.passed(now - PASSED)) {
      if (!(await tx.meetings.endMeeting(meetingId, now))) continue
      await tx.audit.append(auditEvent(now, 'schedule.passed', 'system', { meetingId }))
    }
    const forgotten = await tx.retention.forget(now - days * DAY)
    const count = forgotten.meetings + forgotten.people + forgotten.invites + forgotten.votes
    if (count > 0) {
      const details = { count, days }
      await tx.audit.append(auditEvent(now, 'data.forgotten', 'system', { details }))
    }
    return forgotten
  })
}
