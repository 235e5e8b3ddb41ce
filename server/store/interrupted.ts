import { MeetingId } from '#protocol/ids.ts'
import { auditEvent } from './audit.ts'
import type { Repositories } from './store.ts'

/**
 * Cleans up after an ended process, for one meeting whose room this server has taken over, or for
 * all meetings whose rooms are on no server:
 * - connected people are marked as away from now on, and the time to return starts
 * - incomplete uploads are deleted
 * - [VOT5] an open secret vote is void, because its ballots existed only in that process' memory;
 *   this is logged, and returning people are told
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
