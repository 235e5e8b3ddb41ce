import { Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { leads } from '#protocol/roles.ts'
import type { AdmittedState, Call } from '../../call/types.ts'
import { useText } from '../../i18n/text.ts'
import { lazily } from '../shell/lazily.ts'
import { useIsSharing } from '../widgets/use-sharing.ts'
import { Chat } from './panels/chat.tsx'
import { RoomContext, useRoom } from './context.ts'
import type { RoomValue } from './context.ts'
import { RoomDialogs } from './dialogs/dialogs.tsx'
import type { RoomDialog } from './dialogs/dialogs.tsx'
import { DocumentsPanel } from './panels/documents.tsx'
import { Floating } from './stage/floating.tsx'
import { Hall } from './stage/hall.tsx'
import { HostControls } from './toolbar/host-controls.tsx'
import { Bars } from './notices/bars.tsx'
import { Lobby } from './panels/lobby.tsx'
import { Notices } from './notices/notices.tsx'
import type { PanelName } from './panels/panel.tsx'
import { Podium } from './stage/podium.tsx'
import { People } from './panels/people.tsx'
import { RecordingMark } from './notices/recording-mark.tsx'
import { ReactionsContext, useReactions } from './reactions.ts'
import { Sound } from './stage/sound.tsx'
import { Stage } from './stage/stage.tsx'
import { Toasts, useToasts } from './notices/toasts.tsx'
import { Toolbar } from './toolbar/toolbar.tsx'
import { RoomTop } from './toolbar/top.tsx'
import { useAnnouncements, useReturned } from './notices/use-announcements.ts'
import { TalkingContext, useShortcut, useTalkKey } from './use-keys.ts'
import { useStrayFiles } from './use-stray-files.ts'
import { useSpeaker } from './notices/use-device-changes.ts'
import { useView, useViewState, ViewContext } from './stage/view.ts'
import { failureText } from '../widgets/failure-text.ts'
import { VotePrompt, VotesPanel } from '../votes/lazy.tsx'
import './room.css'
import './stage/tile.css'
import './panels/panel.css'

const SpeakersPanel = lazily(
  async () => (await import('./panels/speakers-panel.tsx')).SpeakersPanel,
)
const QuestionsPanel = lazily(
  async () => (await import('./panels/questions-panel.tsx')).QuestionsPanel,
)
/** Only where the server can record. */
const RecordingLayer = lazily(
  async () => (await import('../recording/recording.tsx')).RecordingLayer,
  'recording',
)

type Props = {
  call: Call
  state: AdmittedState
  speakerId: string | null
  /** The page was loaded anew during the meeting. */
  returned: boolean
}

export function Room({ call, state, speakerId, returned }: Props) {
  const t = useText()
  const { toasts, say, drop } = useToasts()
  const view = useViewState()
  useStrayFiles()
  const me = state.participants.find(({ id }) => id === state.self)
  const ask: RoomValue['ask'] = useCallback(
    async (name, input) => {
      const reply = await call.request(name, input)
      if (reply.ok) return true
      const { retryAfter } = reply.error
      const wait = retryAfter === undefined ? '' : ` ${t.common.retryIn(retryAfter)}`
      say(failureText(t, reply.error) + wait, 'warn')
      return false
    },
    [call, say, t],
  )
  const room = useMemo(
    () => (me ? { call, state, me, leader: leads(me.role), say, ask } : null),
    [call, state, me, say, ask],
  )
  if (!room) return null
  return (
    <RoomContext value={room}>
      <ViewContext value={view}>
        <RecordingMark />
        <Surface speakerId={speakerId} returned={returned} />
        {(state.meeting.recording || state.recordingStopped) && (
          <Suspense>
            <RecordingLayer />
          </Suspense>
        )}
        <Toasts toasts={toasts} hall={view.view.hall} drop={drop} />
      </ViewContext>
    </RoomContext>
  )
}

function Surface(props: { speakerId: string | null; returned: boolean }) {
  const room = useRoom()
  const { state, leader } = room
  const [panel, setPanel] = useState<PanelName | null>(null)
  const [dialog, setDialog] = useState<RoomDialog | null>(null)
  const [chosenSpeaker, setSpeaker] = useState(props.speakerId)
  const speakerId = useSpeaker(chosenSpeaker, room.say)
  const unread = useUnread(state.chat.length, panel === 'chat')
  useAnnouncements(room, panel === 'lobby')
  useReturned(room, props.returned)
  const { view } = useView()
  useIsSharing('track' in state.own.screen)
  const talking = useTalkKey()
  const reactions = useReactions()
  const surface = useRef<HTMLDivElement>(null)
  useShortcut(surface, 'keys', () => setDialog('keys'))
  const closePanel = () => setPanel(null)
  // Someone who is no longer a host has no host's panels.
  const shown = leader || (panel !== 'lobby' && panel !== 'host') ? panel : null
  // Before the branch, so that nobody falls silent when the hall's display begins.
  const sound = <Sound key="sound" speakerId={speakerId} />
  if (view.hall)
    return (
      <div className="room room-hall">
        {sound}
        <ReactionsContext value={reactions}>
          <Hall />
        </ReactionsContext>
      </div>
    )
  return (
    <TalkingContext value={talking}>
      <ReactionsContext value={reactions}>
        <div ref={surface} className="room">
          {sound}
          <Floating />
          <RoomTop />
          <div className="bars">
            <Podium />
            <Bars />
          </div>
          <Notices onRenew={() => setDialog('renew')} />
          <main className="room-main">
            <Stage />
          </main>
          {state.votes.length > 0 && <VotePrompt />}
          {shown === 'people' && <People onClose={closePanel} />}
          {shown === 'lobby' && <Lobby onClose={closePanel} />}
          {shown === 'chat' && <Chat onClose={closePanel} />}
          <Suspense fallback={null}>
            {shown === 'speakers' && <SpeakersPanel onClose={closePanel} />}
            {shown === 'questions' && <QuestionsPanel onClose={closePanel} />}
          </Suspense>
          {shown === 'votes' && <VotesPanel onClose={closePanel} />}
          {shown === 'documents' && <DocumentsPanel onClose={closePanel} />}
          {shown === 'host' && (
            <HostControls
              onClose={closePanel}
              onRenew={() => setDialog('renew')}
              onLeak={() => setDialog('leak')}
              onSendBack={() => setDialog('sendBack')}
              onEnd={() => setDialog('end')}
              onRecord={() => setDialog('record')}
            />
          )}
          <Toolbar
            panel={shown}
            unread={unread}
            onPanel={(next) => setPanel(next === shown ? null : next)}
            onDialog={setDialog}
          />
          {dialog && (
            <RoomDialogs
              what={dialog}
              speakerId={speakerId}
              onSpeaker={setSpeaker}
              onClose={() => setDialog(null)}
            />
          )}
        </div>
      </ReactionsContext>
    </TalkingContext>
  )
}

/** Messages since the chat was last open; what was there on arrival is not news. */
function useUnread(length: number, open: boolean): number {
  const [seen, setSeen] = useState(length)
  if (open && seen !== length) setSeen(length)
  // The oldest leave the list: then it may become shorter than what was seen.
  return open ? 0 : Math.max(0, length - seen)
}
