import { useCallback, useState } from 'react'
import { useRoom } from '../context.ts'

export type PanelName =
  'people' | 'lobby' | 'chat' | 'documents' | 'votes' | 'speakers' | 'questions' | 'host'

export type Panels = {
  open: PanelName | null
  /** Messages received since the chat was last open. */
  unread: number
  toggle: (name: PanelName) => void
  lobby: { open: boolean; show: () => void }
  /** Opens the chat, addressed as an announcement. */
  announce: () => void
  /** Whether the chat was opened so. */
  announcing: boolean
  close: () => void
}

export function usePanels(): Panels {
  const { state, leader } = useRoom()
  const [chosen, setChosen] = useState<PanelName | null>(null)
  const [announcing, setAnnouncing] = useState(false)
  const choose = (name: PanelName | null, how = { announcing: false }) => {
    setChosen(name)
    setAnnouncing(how.announcing)
  }
  const showLobby = useCallback(() => setChosen('lobby'), [])
  // Someone who is no longer a moderator loses the moderators' panels.
  const open = leader || (chosen !== 'lobby' && chosen !== 'host') ? chosen : null
  return {
    open,
    unread: useUnread(state.chat.length, open === 'chat'),
    toggle: (name) => choose(name === open ? null : name),
    lobby: { open: open === 'lobby', show: showLobby },
    announce: () => choose('chat', { announcing: true }),
    announcing,
    close: () => choose(null),
  }
}

/** Number of messages since the chat was last open. Messages from before joining do not count. */
function useUnread(length: number, open: boolean): number {
  const [seen, setSeen] = useState(length)
  if (open && seen !== length) setSeen(length)
  // The list drops its oldest messages, so it can become shorter than `seen`.
  return open ? 0 : Math.max(0, length - seen)
}
