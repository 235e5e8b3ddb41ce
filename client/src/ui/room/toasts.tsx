import { useCallback, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import type { Say, Tone } from './context.ts'

const SHOWN_MS = 8000
const MOST = 3
export type Toast = { key: number; text: string; tone: Tone }

export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([])
  const next = useRef(0)
  const drop = useCallback((key: number) => {
    setToasts((now) => now.filter((toast) => toast.key !== key))
  }, [])
  const say: Say = useCallback((text, tone = 'info') => {
    const key = ++next.current
    setToasts((now) =>
      [...now.filter((toast) => toast.text !== text), { key, text, tone }].slice(-MOST),
    )
  }, [])
  return { toasts, say, drop }
}

type Props = { toasts: Toast[]; hall: boolean; drop: (key: number) => void }

/** The region is always in the page: screen readers announce only what enters a known one. */
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
  useEffect(() => {
    if (toast.tone === 'stays') return undefined
    const timer = setTimeout(() => drop(toast.key), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [toast, drop])
  // On a projector nothing is for one person alone, and nothing is pressed.
  const unseen = hall ? toast.tone !== 'all' : toast.tone === 'silent'
  if (unseen) return <p className="visually-hidden">{toast.text}</p>
  return (
    <div className={`toast toast-${toast.tone}`}>
      <p>{toast.text}</p>
      {!hall && (
        <Button
          look="quiet"
          small
          icon="close"
          aria-label={t.common.dismissMessage}
          onPress={() => drop(toast.key)}
        />
      )}
    </div>
  )
}
