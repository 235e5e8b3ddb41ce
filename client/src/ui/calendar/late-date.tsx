import { Suspense } from 'react'
import type { ComponentProps } from 'react'
import { lazily } from '../shell/lazily.ts'

// Date and list fields are a large part of a page's script, so they come after it.
const DateField = lazily(async () => (await import('./pickers.tsx')).DateField, 'calendar')

/** A field of the same size until the real one has loaded, so that nothing moves. */
export function Coming({ label }: { label: string }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <span className="input" />
    </div>
  )
}

export function LateDate(props: ComponentProps<typeof DateField>) {
  return (
    <Suspense fallback={<Coming label={props.label} />}>
      <DateField {...props} />
    </Suspense>
  )
}
