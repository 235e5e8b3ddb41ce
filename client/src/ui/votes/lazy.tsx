import { late } from '../shell/late.tsx'

/**
 * Many meetings never vote, so nothing here loads until there is a vote or someone opens the form.
 */
export const VotePrompt = late(async () => (await import('./prompt.tsx')).VotePrompt, 'votes')
export const VotesPanel = late(
  async () => (await import('./panel.tsx')).VotesPanel,
  'meeting',
  'room',
  'votes',
)
export const HallVote = late(async () => (await import('./hall.tsx')).HallVote, 'votes')
export const VoteRecords = late(
  async () => (await import('./records.tsx')).VoteRecords,
  'meeting',
  'votes',
)
