import { nextAt, openAt } from '../policy/window.ts'
import { Refusal } from '#protocol/errors.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { Repositories } from '../store/store.ts'

/**
 * [PWD5, CAL2] A new password of a meeting: where each of its times has its own, that of one time,
 * the open one or the next unless another is named. `version` is null when nobody can be waiting by
 * the old one: the time is still to come.
 * @throws Refusal `meeting_over`, `not_found` when it has no such time
 */
export async function renew(
  tx: Repositories,
  id: MeetingId,
  passwordHash: string,
  now: number,
  occurrence?: number,
): Promise<{ version: number | null; scheduled: boolean }> {
  const schedule = await tx.calendar.schedule(id)
  if (schedule === null || schedule.keepPassword) {
    if (occurrence !== undefined) throw new Refusal('not_found')
    return { version: await ofMeeting(tx, id, passwordHash), scheduled: schedule !== null }
  }
  const times = (await tx.calendar.occurrences(id)).filter(
    ({ cancelled, closes }) => !cancelled && closes > now,
  )
  const time =
    occurrence === undefined ? nextAt(times, now) : times.find(({ at }) => at === occurrence)
  if (time === null) {
    // No time is left: nobody comes in by any password, but whoever waited by the old one is sent away.
    return { version: await ofMeeting(tx, id, passwordHash), scheduled: true }
  }
  if (time === undefined) throw new Refusal('not_found')
  await tx.calendar.changeOccurrence(id, time.at, { passwordHash })
  const isOpen = openAt(times, now)?.at === time.at
  return { version: isOpen ? await ofMeeting(tx, id, passwordHash) : null, scheduled: true }
}

async function ofMeeting(tx: Repositories, id: MeetingId, passwordHash: string): Promise<number> {
  const version = await tx.meetings.renewPassword(id, passwordHash)
  if (version === null) throw new Refusal('meeting_over')
  return version
}
