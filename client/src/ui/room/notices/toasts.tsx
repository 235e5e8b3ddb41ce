import { useCallback, useEffect, useRef, useState } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import type { Say, ToastAction, Tone } from '../context.ts'

const SHOWN_MS = 8000
const MOST = 3
/**
 * How long a message is visible, in milliseconds; 0 hides it. On the hall display, no message is
 * meant for one person and nothing can be dismissed.
 */
const SEEN: Record<Tone, { alone: number; hall: number }> = {
  info: { alone: SHOWN_MS, hall: 0 },
  warn: { alone: SHOWN_MS, hall: 0 },
  silent: { alone: 0, hall: 0 },
  stays: { alone: Infinity, hall: 0 },
  all: { alone: SHOWN_MS, hall: SHOWN_MS },
  announced: { alone: Infinity, hall: 4 * SHOWN_MS },
}
export type Toast = { key: number; text: string; tone: Tone; actions: readonly ToastAction[] }

export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([])
  const next = useRef(0)
  const drop = useCallback((key: number) => {
    setToasts((now) => now.filter((toast) => toast.key !== key))
  }, [])
  const say: Say = useCallback((text, tone = 'info', actions = []) => {
    const key = ++next.current
    setToasts((now) =>
      [...now.filter((toast) => toast.text !== text), { key, text, tone, actions }].slice(-MOST),
    )
  }, [])
  const unsay = useCallback((text: string) => {
    setToasts((now) => now.filter((toast) => toast.text !== text))
  }, [])
  return { toasts, say, unsay, drop }
}

type Props = { toasts: Toast[]; hall: boolean; drop: (key: number) => void }

/** Always rendered, because screen readers only announce changes in an existing live region. */
export function Toasts({ toasts, hall, drop }: Props) {
  const t = useText()
  return (
    <section className="toasts" aria-live="polite" aria-label={t.common.messages}>
      {toasts.map((toast) => (
        <OneToast key={toast.key} toast={toast} hall={hall} drop={drop} />
      ))}
    </section>
  )
}

type OneProps = Omit<Props, 'toasts'> & { toast: Toast }

function OneToast({ toast, hall, drop }: OneProps) {
  const t = useText()
  const { key, tone } = toast
  const seen = SEEN[tone][hall ? 'hall' : 'alone']
  const lasts = seen || SEEN[tone].alone || SHOWN_MS
  useEffect(() => {
    if (lasts === Infinity) return undefined
    const timer = setTimeout(() => drop(key), lasts)
    return () => clearTimeout(timer)
  }, [key, lasts, drop])
  if (seen === 0) return <p className="visually-hidden">{toast.text}</p>
  return (
    <div className={`toast toast-${tone}`}>
      <p>{toast.text}</p>
      {!hall &&
        toast.actions.map(({ label, name, primary, run }) => (
          <Button
            key={label}
            small
            movesAway
            look={primary ? 'primary' : 'plain'}
            aria-label={name}
            onPress={() => {
              drop(key)
              run()
            }}
          >
            {label}
          </Button>
        ))}
      {!hall && (
        <Button
          look="quiet"
          small
          icon="close"
          aria-label={t.common.dismissMessage}
          onPress={() => drop(key)}
        />
      )}
    </div>
  )
}
