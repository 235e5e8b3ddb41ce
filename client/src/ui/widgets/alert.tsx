import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { Failure } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { failureText } from './failure-text.ts'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

type Tone = 'info' | 'danger' | 'ok' | 'warn'
const ICONS: Record<Tone, IconName> = { info: 'info', danger: 'warn', ok: 'check', warn: 'warn' }

export function Alert({ tone = 'info', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className={`alert alert-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  )
}

/**
 * The text of a refusal, and a link to what the help desk does about it. A wait time counts down,
 * but the seconds are not announced.
 */
export function FailureAlert({ failure }: { failure: Failure | null }) {
  const t = useText()
  if (!failure) return null
  return (
    <Alert tone="danger">
      {failureText(t, failure)}
      {failure.retryAfter !== undefined && (
        <Countdown key={failure.retryAfter} from={failure} />
      )}{' '}
      <a href={`/help/desk#${failure.code}`} target="_blank" rel="noreferrer">
        {t.help.remedy}
      </a>
    </Alert>
  )
}

function Countdown({ from }: { from: Failure }) {
  const t = useText()
  const left = useCountdown(from)
  if (left <= 0) return null
  return <span aria-live="off"> {t.common.retryIn(left)}</span>
}

/** Seconds until the refusal ends; 0 if it has no wait time. */
export function useCountdown(failure: Failure | null): number {
  const [passed, setPassed] = useState({ failure, seconds: 0 })
  const wait = failure?.retryAfter ?? 0
  useEffect(() => {
    if (wait === 0) return undefined
    const start = performance.now()
    const timer = setInterval(() => {
      const seconds = Math.floor((performance.now() - start) / 1000)
      setPassed({ failure, seconds })
      if (seconds >= wait) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [failure, wait])
  return Math.max(0, wait - (passed.failure === failure ? passed.seconds : 0))
}
