import { LIMITS } from '#protocol/limits.ts'
import type { Store } from '../../store/store.ts'
import type { RecordingPieces } from './pieces.ts'
import { auditEvent } from '../../store/audit.ts'

/**
 * [REC6, AUD] Deletes the row and writes the log entry in one transaction, then deletes the
 * content. Content orphaned by a crash in between is deleted on the next run. Turning recording off
 * shortens nothing: existing recordings keep their promised retention.
 */
export async function expire(
  store: Store,
  pieces: RecordingPieces,
  days: number,
  now: number,
): Promise<number> {
  const over = await store.recordings.expired(now, days === 0 ? LIMITS.recordingDaysMax : days)
  for (const { id, meetingId } of over) {
    await store.transaction(async (tx) => {
      await tx.recordings.delete(id)
      const about = { meetingId, details: { recording: id } }
      await tx.audit.append(auditEvent(now, 'recording.expired', 'system', about))
    })
    await pieces.remove(id)
  }
  await pieces.removeUnknown(await store.recordings.ids())
  return over.length
}

/** [REC4] After a restart there is no recorder, so running recordings have stopped. */
export async function stopInterrupted(store: Store, now: number): Promise<void> {
  for (const { id, meetingId } of await store.recordings.running()) {
    await store.transaction(async (tx) => {
      await tx.recordings.end(id, now)
      const about = { meetingId, details: { recording: id, reason: 'restart' } }
      await tx.audit.append(auditEvent(now, 'recording.stopped', 'system', about))
    })
  }
}
