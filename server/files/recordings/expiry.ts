import { LIMITS } from '#protocol/limits.ts'
import type { Store } from '../../store/store.ts'
import type { RecordingPieces } from './pieces.ts'
import { auditEvent } from '../../store/audit.ts'

/**
 * [REC6, AUD] The entry of the log and the row go together; then the bytes. Bytes that are left by a
 * crash in between belong to no row and go with the next look. Who switches recording off shortens
 * nothing: what was promised holds for what is there.
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

/** [REC4] A server that was restarted has no recorder: what ran has stopped. */
export async function stopInterrupted(store: Store, now: number): Promise<void> {
  for (const { id, meetingId } of await store.recordings.running()) {
    await store.transaction(async (tx) => {
      await tx.recordings.end(id, now)
      const about = { meetingId, details: { recording: id, reason: 'restart' } }
      await tx.audit.append(auditEvent(now, 'recording.stopped', 'system', about))
    })
  }
}
