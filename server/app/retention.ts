import { auditEvent } from '../store/audit.ts'
import type { Store } from '../store/store.ts'

const DAY = 24 * 60 * 60_000
/** [CAL5] A meeting is over so long after its last time. */
const PASSED = 7 * DAY
/**
 * What had its last time long ago is over. [AUD] What was forgotten is written down as
 * numbers, in the same transaction.
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
