import type { AdmittedState } from './types.ts'

/** [REC] Something is recorded and I have not agreed: the server gives me no media. */
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
