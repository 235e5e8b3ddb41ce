import { Suspense } from 'react'
import type { ComponentType } from 'react'
import type { Part } from '../../i18n/parts.ts'
import { lazily } from '../shell/lazily.ts'

/**
 * Many meetings never vote, so nothing here loads until there is a vote or someone opens the form.
 */
function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  ...parts: Part[]
): ComponentType<P> {
  const Late = lazily(load, ...parts)
  return function Lazily(props: P) {
    return (
      <Suspense fallback={null}>
        <Late {...props} />
      </Suspense>
    )
  }
}

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
