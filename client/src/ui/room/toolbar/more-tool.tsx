import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../../../i18n/text.ts'
import { useEscape } from '../../widgets/use-escape.ts'
import { useAsked } from './class-tools.tsx'
import { SheetContext, Tool } from './tool.tsx'

type Props = {
  /** Whether the questions are in the sheet, so that this button shows how many wait. */
  asks: boolean
  children: ReactNode
}

/**
 * The tools that have no place in the bar, with their names, above it. Not a menu: its tools keep
 * their state and their own menus. A press on one of them or a choice from its menu closes it; so
 * do Escape and a press elsewhere.
 */
export function MoreTool({ asks, children }: Props) {
  const c = useTexts('class')
  const id = useId()
  const slot = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const asked = useAsked()
  // The button stays, so focus returns to it from a panel or a dialog that a tool opens.
  const focus = () => slot.current?.querySelector('button')?.focus()
  const close = () => {
    setOpen(false)
    focus()
    // A menu lets focus go only when it is gone, and by then so is the tool that opened it.
    requestAnimationFrame(() => document.activeElement === document.body && focus())
  }
  useEscape(close, open)
  usePressElsewhere(slot, open, () => setOpen(false))
  return (
    <div ref={slot} className="more">
      <Tool
        name={c.moreTools}
        short={c.more}
        icon="more"
        open={open}
        controls={id}
        count={asks && !open ? asked : null}
        onPress={() => setOpen(!open)}
      />
      {open && (
        <SheetContext value={close}>
          <fieldset id={id} className="sheet-tools" aria-label={c.moreTools}>
            {children}
          </fieldset>
        </SheetContext>
      )}
    </div>
  )
}

/** Menus of the tools stand outside the page's root, and count as inside. */
function usePressElsewhere(
  inside: { current: HTMLElement | null },
  active: boolean,
  run: () => void,
) {
  const onPress = useEffectEvent(({ target }: PointerEvent) => {
    if (!(target instanceof Element) || inside.current?.contains(target)) return
    if (target.closest('#app')) run()
  })
  useEffect(() => {
    if (!active) return undefined
    const listen = (event: PointerEvent) => onPress(event)
    // Captured, because React Aria's buttons let no press through.
    document.addEventListener('pointerdown', listen, true)
    return () => document.removeEventListener('pointerdown', listen, true)
  }, [active])
}
