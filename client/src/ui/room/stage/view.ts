import { createContext, useContext, useMemo, useState } from 'react'
import type { ParticipantId } from '#protocol/ids.ts'
import { loadLayout, saveLayout } from '../../join/stored.ts'
import { LAYOUTS } from './arrange.ts'
import type { Layout } from './arrange.ts'

/** How this person views the meeting. Not shared with anyone. */
export type View = {
  layout: Layout
  /** Enlarged for me only. */
  pin: ParticipantId | null
  hideUnseen: boolean
  /** Small tiles that show the whole picture instead of filling their frame. */
  whole: ReadonlySet<ParticipantId>
  /** Hall display for a projector: names and videos without controls. */
  hall: boolean
  /** The picture-in-picture window while it is open. */
  floating: Window | null
}
export type ViewValue = { view: View; change: (change: Partial<View>) => void }

export const ViewContext = createContext<ViewValue | null>(null)

export function useView(): ViewValue {
  const view = useContext(ViewContext)
  if (!view) throw new Error('useView outside of a room')
  return view
}

const atFirst = (): View => {
  const stored = loadLayout()
  const layout = LAYOUTS.find((known) => known === stored) ?? 'auto'
  return { layout, pin: null, hideUnseen: false, whole: new Set(), hall: false, floating: null }
}

export function useViewState(): ViewValue {
  const [view, setView] = useState(atFirst)
  return useMemo(
    () => ({
      view,
      change: (part) => {
        if (part.layout) saveLayout(part.layout)
        setView((now) => ({ ...now, ...part }))
      },
    }),
    [view],
  )
}
