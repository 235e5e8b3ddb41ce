import { useEffect } from 'react'
import { late } from '../../shell/late.tsx'
import { VotesPanel } from '../../votes/lazy.tsx'
import { useRoom } from '../context.ts'
import type { RoomDialog } from '../context.ts'
import { DocumentsPanel } from './documents.tsx'
import type { PanelName, Panels } from './use-panels.ts'

const Chat = late(async () => (await import('./chat.tsx')).Chat)
const People = late(async () => (await import('./people.tsx')).People)
const SpeakersPanel = late(async () => (await import('./speakers-panel.tsx')).SpeakersPanel)
const QuestionsPanel = late(async () => (await import('./questions-panel.tsx')).QuestionsPanel)
const Lobby = late(async () => (await import('./lobby.tsx')).Lobby)
const HostControls = late(async () => (await import('./host-controls.tsx')).HostControls)

/** Whoever leads opens these at moments when nothing may take longer. */
export function useLeadersPanels(): void {
  const { leader } = useRoom()
  useEffect(() => {
    if (!leader) return
    void Promise.all([Lobby, HostControls, People].map(({ ahead }) => ahead())).catch(
      () => undefined,
    )
  }, [leader])
}

type Props = { name: PanelName; panels: Panels; onDialog: (dialog: RoomDialog) => void }

export function OpenPanel({ name, panels, onDialog }: Props) {
  const { close: onClose, announcing, announce } = panels
  switch (name) {
    case 'people':
      return <People onClose={onClose} />
    case 'lobby':
      return <Lobby onClose={onClose} />
    case 'chat':
      return <Chat announcing={announcing} onClose={onClose} />
    case 'speakers':
      return <SpeakersPanel onClose={onClose} />
    case 'questions':
      return <QuestionsPanel onClose={onClose} />
    case 'votes':
      return <VotesPanel onClose={onClose} />
    case 'documents':
      return <DocumentsPanel onClose={onClose} />
    case 'host':
      return <HostControls onClose={onClose} onDialog={onDialog} onAnnounce={announce} />
  }
}
