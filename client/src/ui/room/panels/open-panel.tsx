import { Suspense } from 'react'
import { lazily } from '../../shell/lazily.ts'
import { VotesPanel } from '../../votes/lazy.tsx'
import type { RoomDialog } from '../context.ts'
import { HostControls } from './host-controls.tsx'
import { Chat } from './chat.tsx'
import { DocumentsPanel } from './documents.tsx'
import { Lobby } from './lobby.tsx'
import { People } from './people.tsx'
import type { PanelName, Panels } from './use-panels.ts'

const SpeakersPanel = lazily(async () => (await import('./speakers-panel.tsx')).SpeakersPanel)
const QuestionsPanel = lazily(async () => (await import('./questions-panel.tsx')).QuestionsPanel)

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
      return (
        <Suspense fallback={null}>
          <SpeakersPanel onClose={onClose} />
        </Suspense>
      )
    case 'questions':
      return (
        <Suspense fallback={null}>
          <QuestionsPanel onClose={onClose} />
        </Suspense>
      )
    case 'votes':
      return <VotesPanel onClose={onClose} />
    case 'documents':
      return <DocumentsPanel onClose={onClose} />
    case 'host':
      return <HostControls onClose={onClose} onDialog={onDialog} onAnnounce={announce} />
  }
}
