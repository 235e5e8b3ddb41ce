import { useEffect, useEffectEvent, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'

export const PANEL_ID = 'room-panel'
type Props = { title: string; onClose: () => void; children: ReactNode; foot?: ReactNode }

/** Next to the stage on wide screens, over it on narrow ones. Takes focus and closes on Escape. */
export function Panel({ title, onClose, children, foot }: Props) {
  const t = useText('room')
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEscape(panel, onClose)
  useKeptFocus(panel, heading)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <aside ref={panel} id={PANEL_ID} className="panel" aria-labelledby="panel-title">
      <header className="panel-head">
        <h2 id="panel-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Button look="quiet" small icon="close" aria-label={t.room.closePanel} onPress={onClose} />
      </header>
      <div className="panel-body">{children}</div>
      {foot && <div className="panel-foot">{foot}</div>}
    </aside>
  )
}

function useEscape(element: RefObject<HTMLElement | null>, onEscape: () => void) {
  const run = useEffectEvent(onEscape)
  useEffect(() => {
    const target = element.current
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) run()
    }
    target?.addEventListener('keydown', onKey)
    return () => target?.removeEventListener('keydown', onKey)
  }, [element])
}

/** Moves focus when the focused button disappears along with its row, so that focus is not lost. */
function useKeptFocus(
  element: RefObject<HTMLElement | null>,
  instead: RefObject<HTMLElement | null>,
) {
  useEffect(() => {
    const target = element.current
    if (!target) return
    let last: EventTarget | null = null
    const onFocus = (event: FocusEvent) => (last = event.target)
    const watch = new MutationObserver(() => {
      const gone = last instanceof HTMLElement && !last.isConnected
      if (gone && document.activeElement === document.body) instead.current?.focus()
    })
    target.addEventListener('focusin', onFocus)
    watch.observe(target, { childList: true, subtree: true })
    return () => {
      target.removeEventListener('focusin', onFocus)
      watch.disconnect()
    }
  }, [element, instead])
}
