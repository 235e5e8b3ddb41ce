import { nextAt, openAt } from '../policy/window.ts'
import { Refusal } from '#protocol/errors.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { Repositories } from '../store/store.ts'

/**
 * [PWD5, CAL2] Sets a new password for a meeting. If each occurrence has its own, it applies to one
 * of them: the named one, otherwise the open or next one. `version` is null if nobody can be
 * waiting with the old password, because the occurrence has not opened yet.
 * @throws Refusal `meeting_over`; `not_found` if there is no such occurrence
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
    // No occurrence is left, so no password admits anyone. Still, people waiting with the old one
    // must go.
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
