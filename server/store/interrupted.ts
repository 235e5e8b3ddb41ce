import { MeetingId } from '#protocol/ids.ts'
import { auditEvent } from './audit.ts'
import type { Repositories } from './store.ts'

/**
 * What the end of a process left undone, of one meeting whose room has come to this server, or of
 * all whose rooms are at none: whoever was connected is away from now on, and their forgiven break
 * counts; documents that were on their way never arrive; and [VOT5] the ballots of a secret vote,
 * which were in that process' memory alone, are gone: it is void, the log says so, and whoever comes
 * back is told.
 */
export async function settle(
  tx: Pick<Repositories, 'meetings' | 'documents' | 'votes' | 'audit'>,
  now: number,
  of?: MeetingId,
): Promise<void> {
  await tx.meetings.everyoneAway(now, of)
  await tx.documents.deleteUnready(of)
  for (const { meetingId, number } of await tx.votes.voidSecret(now, of)) {
    const about = { meetingId: MeetingId.parse(meetingId), details: { vote: number, secret: true } }
    await tx.audit.append(auditEvent(now, 'vote.void', 'system', about))
  }
}
