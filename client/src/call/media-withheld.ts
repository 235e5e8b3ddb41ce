import type { AdmittedState } from './types.ts'

/** [REC] A recording is running and I have not consented: the server gives me no media. */
export function isMediaWithheld({
  meeting,
  participants,
  self,
}: Pick<AdmittedState, 'meeting' | 'participants' | 'self'>): boolean {
  return (
    meeting.recording?.state === 'running' &&
    participants.find(({ id }) => id === self)?.consent !== 'agreed'
  )
}
