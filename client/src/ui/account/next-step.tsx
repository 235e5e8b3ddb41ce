import { Suspense } from 'react'
import type { Pending } from '#protocol/http.ts'
import { lazily } from '../shell/lazily.ts'

const SecondStep = lazily(
  async () => (await import('../security/second-step.tsx')).SecondStep,
  'account',
  'security',
)

/** Replaces the sign-in form for someone who has passed the first step only. */
export function NextStep(props: { pending: Pending; onDone?: () => void }) {
  return (
    <Suspense>
      <SecondStep {...props} />
    </Suspense>
  )
}
