import { Suspense } from 'react'
import type { IllustrationName } from './drawings.tsx'
import { lazily } from './lazily.ts'

// Decoration must not delay the form it stands beside.
const Drawings = lazily(async () => (await import('./drawings.tsx')).Drawings)

/** A picture for an empty or quiet page. Hidden from screen readers: the text beside it says it. */
export function Illustration({ name }: { name: IllustrationName }) {
  return (
    <div className="illustration">
      <Suspense>
        <Drawings name={name} />
      </Suspense>
    </div>
  )
}
