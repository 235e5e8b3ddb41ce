import { Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { leads } from '#protocol/roles.ts'
import { asKnown } from '../../call/known.ts'
import type { AdmittedState, Call } from '../../call/types.ts'
import { useText } from '../../i18n/text.ts'
import { late } from '../shell/late.tsx'
import { lazily } from '../shell/lazily.ts'
import { useIsSharing } from '../widgets/use-sharing.ts'
import { DialogContext, RoomContext, useRoom } from './context.ts'
import type { RoomDialog, RoomValue } from './context.ts'
import { AskLeave, LeaveDialog } from './dialogs/leave.tsx'
import { OpenPanel, useLeadersPanels } from './panels/open-panel.tsx'
import { usePanels } from './panels/use-panels.ts'
import type { Panels } from './panels/use-panels.ts'
import { Floating } from './stage/floating.tsx'
import { Bars } from './notices/bars.tsx'
import { Notices } from './notices/notices.tsx'
import { Podium } from './stage/podium.tsx'
import { RecordingMark } from './notices/recording-mark.tsx'
import { ReactionsContext, useReactions } from './reactions.ts'
import { Sound } from './stage/sound.tsx'
import { AdmitContext, useAdmitting } from './sealing/admit.ts'
import { Stage } from './stage/stage.tsx'
import { Toasts, useToasts } from './notices/toasts.tsx'
import { Toolbar } from './toolbar/toolbar.tsx'
import { RoomTop } from './toolbar/top.tsx'
import { useAnnouncements } from './notices/use-announcements.ts'
import { TalkingContext, useShortcut, useTalkKey } from './use-keys.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useStrayFiles } from './use-stray-files.ts'
import { useWakeLock } from './use-wake-lock.ts'
import { useSpeaker } from './notices/use-device-changes.ts'
import { useView, useViewState, ViewContext } from './stage/view.ts'
import { darkenAroundPictures } from '../shell/theme.ts'
import { failureText } from '../widgets/failure-text.ts'
import { VotePrompt } from '../votes/lazy.tsx'
import './room.css'
import './stage/tile.css'
import './panels/panel.css'
import './sealing/sealing.css'

/** Needed only if the server can record. */
const RecordingLayer = lazily(
  async () => (await import('../recording/recording.tsx')).RecordingLayer,
  'recording',
)

const RoomDialogs = late(
  async () => (await import('./dialogs/dialogs.tsx')).RoomDialogs,
  'meeting',
  'people',
  'room',
)
const Hall = late(
  async () => (await import('./stage/hall.tsx')).Hall,
  'class',
  'meeting',
  'room',
  'sealing',
)
/** Only for whoever admits somebody who shows no proof. */
const Compare = late(async () => (await import('./sealing/compare.tsx')).Compare)

type Props = {
  call: Call
  state: AdmittedState
  speakerId: string | null
  /** Whether the page was reloaded during the meeting. */
  returned: boolean
}

export function Room({ call, state: current, speakerId, returned }: Props) {
  const state = useMemo(() => asKnown(current), [current])
  const t = useText()
  const { toasts, say, unsay, drop } = useToasts()
  const view = useViewState()
  useStrayFiles()
  useWakeLock()
  useLayoutEffect(darkenAroundPictures, [])
  const me = state.participants.find(({ id }) => id === state.self)
  const refused: RoomValue['refused'] = useCallback(
    (error) => {
      const { retryAfter } = error
      const wait = retryAfter === undefined ? '' : ` ${t.common.retryIn(retryAfter)}`
      say(failureText(t, error) + wait, 'warn')
    },
    [say, t],
  )
  const ask: RoomValue['ask'] = useCallback(
    async (name, input) => {
      const reply = await call.request(name, input)
      if (!reply.ok) refused(reply.error)
      return reply.ok
    },
    [call, refused],
  )
  const write: RoomValue['write'] = useCallback(
    async (writing) => {
      // Rejects if the code of the keys is not to be had; the call then ends by itself.
      const error = await call.write(writing).catch(() => null)
      if (error) refused(error)
      return error === null
    },
    [call, refused],
  )
  const { admit, comparing, compared } = useAdmitting({ call, say, refused })
  const room = useMemo(
    () =>
      me ? { call, state, me, leader: leads(me.role), say, unsay, refused, ask, write } : null,
    [call, state, me, say, unsay, refused, ask, write],
  )
  if (!room) return null
  return (
    <RoomContext value={room}>
      <ViewContext value={view}>
        <AdmitContext value={admit}>
          <RecordingMark />
          <Surface speakerId={speakerId} returned={returned}>
            <Toasts toasts={toasts} hall={view.view.hall} drop={drop} />
          </Surface>
          {comparing && room.leader && (
            <Compare key={comparing.id} comparing={comparing} onClose={compared} />
          )}
        </AdmitContext>
        {(state.meeting.recording || state.recordingStopped) && (
          <Suspense>
            <RecordingLayer />
          </Suspense>
        )}
      </ViewContext>
    </RoomContext>
  )
}

type SurfaceProps = { speakerId: string | null; returned: boolean; children: ReactNode }

/** The meeting on screen, either for a participant or as the hall display. */
function Surface({ speakerId: storedSpeaker, returned, children }: SurfaceProps) {
  const room = useRoom()
  const { view } = useView()
  const [chosenSpeaker, setSpeaker] = useState(storedSpeaker)
  const speakerId = useSpeaker(chosenSpeaker, room.say)
  const [dialog, setDialog] = useState<RoomDialog | null>(null)
  const guard = useLeaveGuard()
  const panels = usePanels()
  useLeadersPanels()
  useAnnouncements(room, panels.lobby)
  useIsSharing('track' in room.state.own.screen)
  const talking = useTalkKey()
  const reactions = useReactions()
  const surface = useRef<HTMLDivElement>(null)
  useShortcut(surface, 'keys', () => setDialog('keys'))
  return (
    <TalkingContext value={talking}>
      <ReactionsContext value={reactions}>
        <div
          ref={surface}
          className={view.hall ? 'room room-hall' : 'room'}
          data-cut={room.state.link === 'up' ? undefined : ''}
        >
          {/* Outside the choice of view, so that audio continues when the hall display starts. */}
          <Sound speakerId={speakerId} />
          {guard.asked && <AskLeave onClose={guard.stay} />}
          {view.hall ? (
            <Hall />
          ) : (
            <DialogContext value={setDialog}>
              <Workspace returned={returned} panels={panels} onDialog={setDialog} />
              {dialog === 'leave' || dialog === 'end' ? (
                <LeaveDialog what={dialog} onClose={() => setDialog(null)} />
              ) : dialog ? (
                <RoomDialogs
                  what={dialog}
                  speakerId={speakerId}
                  onSpeaker={setSpeaker}
                  onDialog={setDialog}
                  onClose={() => setDialog(null)}
                />
              ) : null}
            </DialogContext>
          )}
          {children}
        </div>
      </ReactionsContext>
    </TalkingContext>
  )
}

type WorkspaceProps = { returned: boolean; panels: Panels; onDialog: (dialog: RoomDialog) => void }

/** Bars and notices, the stage, at most one panel, and the toolbar. */
function Workspace({ returned, panels, onDialog }: WorkspaceProps) {
  const { votes } = useRoom().state
  return (
    <>
      <Floating />
      <RoomTop />
      <div className="bars">
        <Podium />
        <Bars returned={returned} />
      </div>
      <Notices onRenew={() => onDialog('renew')} />
      <main className="room-main">
        <Stage />
      </main>
      {votes.length > 0 && <VotePrompt />}
      {panels.open && <OpenPanel name={panels.open} panels={panels} onDialog={onDialog} />}
      <Toolbar panels={panels} onDialog={onDialog} />
    </>
  )
}
