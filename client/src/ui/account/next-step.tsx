import { Suspense, lazy } from 'react'
import type { Pending } from '../../../../server/protocol/http.ts'

const SecondStep = lazy(async () => ({
  default: (await import('../security/second-step.tsx')).SecondStep,
}))

/** In place of the sign-in form, for who is signed in by half. */
export function NextStep(props: { pending: Pending; onDone?: () => void }) {
  return (
    <Suspense>
      <SecondStep {...props} />
    </Suspense>
  )
}
