import { MeetingId } from './protocol/ids.ts'
import type { Store } from './store/store.ts'

/**
 * [VOT5] At the start: the ballots of a secret vote were in the memory of the last process alone.
 * It is void, the log says so, and whoever comes back is told.
 */
export async function voidSecretVotes(store: Store, now: number): Promise<void> {
  await store.transaction(async (tx) => {
    for (const { meetingId, number } of await tx.votes.voidSecret(now)) {
      await tx.audit.append({
        at: now,
        meetingId: MeetingId.parse(meetingId),
        action: 'vote.void',
        by: 'system',
        target: null,
        details: { vote: number, secret: true },
      })
    }
  })
}
