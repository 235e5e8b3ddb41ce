import { useState } from 'react'
import { useRoom } from '../context.ts'

export type PanelName =
  'people' | 'lobby' | 'chat' | 'documents' | 'votes' | 'speakers' | 'questions' | 'host'

export type Panels = {
  open: PanelName | null
  /** Messages that came since the chat was last open. */
  unread: number
  toggle: (name: PanelName) => void
  close: () => void
}

export function usePanels(): Panels {
  const { state, leader } = useRoom()
  const [chosen, setChosen] = useState<PanelName | null>(null)
  // Someone who is no longer a host has no host's panels.
  const open = leader || (chosen !== 'lobby' && chosen !== 'host') ? chosen : null
  return {
    open,
    unread: useUnread(state.chat.length, open === 'chat'),
    toggle: (name) => setChosen(name === open ? null : name),
    close: () => setChosen(null),
  }
}

/** Messages since the chat was last open; what was there on arrival is not news. */
function useUnread(length: number, open: boolean): number {
  const [seen, setSeen] = useState(length)
  if (open && seen !== length) setSeen(length)
  // The oldest leave the list: then it may become shorter than what was seen.
  return open ? 0 : Math.max(0, length - seen)
}
