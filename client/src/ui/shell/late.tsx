import { Suspense } from 'react'
import type { ComponentType } from 'react'
import type { Part } from '../../i18n/parts.ts'
import { lazily } from './lazily.ts'
import type { Lazy } from './lazily.ts'

/** Like `lazily`, for what may appear a moment later than the rest: shows nothing meanwhile. */
export function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  ...parts: Part[]
): Lazy<P> {
  const Late = lazily(load, ...parts)
  function Lazily(props: P) {
    return (
      <Suspense fallback={null}>
        <Late {...props} />
      </Suspense>
    )
  }
  return Object.assign(Lazily, { ahead: Late.ahead })
}
