import { lazy, Suspense } from 'react'
import type { ComponentType } from 'react'

/** Many meetings never vote: none of it is fetched before there is one, or somebody asks for it. */
function late<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Late = lazy(async () => ({ default: await load() }))
  return function Lazily(props: P) {
    return (
      <Suspense fallback={null}>
        <Late {...props} />
      </Suspense>
    )
  }
}

export const VotePrompt = late(async () => (await import('./prompt.tsx')).VotePrompt)
export const VotesPanel = late(async () => (await import('./panel.tsx')).VotesPanel)
export const HallVote = late(async () => (await import('./hall.tsx')).HallVote)
export const VoteRecords = late(async () => (await import('./records.tsx')).VoteRecords)
