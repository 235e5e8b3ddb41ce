import { Suspense, useState } from 'react'
import { useText } from '../../../i18n/text.ts'
import { lazily } from '../../shell/lazily.ts'
import { Button } from '../../widgets/button.tsx'
import { Confirm, Dialog } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'
import type { RoomDialog } from '../context.ts'

/** The dialogs that end the call of whoever confirms them. */
export type Leaving = Extract<RoomDialog, 'leave' | 'end'>
type LeavingProps = { what: Leaving; onClose: () => void }

export function LeaveDialog({ what, onClose }: LeavingProps) {
  return what === 'leave' ? <Leave onClose={onClose} /> : <End onClose={onClose} />
}

const Finishing = lazily(
  async () => (await import('../../recording/recording.tsx')).Finishing,
  'recording',
)

/**
 * [REC5] Uploads what this page has recorded before its host leaves, within a few seconds at most.
 */
function useFinished() {
  const { call, state } = useRoom()
  const [finishing, setFinishing] = useState(false)
  const finished = async () => {
    if (!state.meeting.recording) return
    setFinishing(true)
    try {
      const { recordingOf } = await import('../../recording/recording.tsx')
      await recordingOf(call).finish()
    } catch {
      // A chunk that fails to load must not keep anyone in the meeting.
    }
    setFinishing(false)
  }
  const note = (
    <div aria-live="polite">
      {finishing && (
        <Suspense fallback={null}>
          <Finishing />
        </Suspense>
      )}
    </div>
  )
  return { finishing, finished, note }
}

/** After the back button, which people press by mistake: asks everyone. */
export function AskLeave({ onClose }: { onClose: () => void }) {
  const t = useText('room')
  const { call, me } = useRoom()
  if (me.role === 'host') return <Leave onClose={onClose} />
  return (
    <Dialog title={t.room.leaveTitle} onClose={onClose} alert>
      <p>{t.room.backBody}</p>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.room.stay}</Button>
        <Button look="danger" onPress={() => void call.leave()}>
          {t.room.leave}
        </Button>
      </div>
    </Dialog>
  )
}

/** Asks hosts only. Everyone else leaves with one click. */
function Leave({ onClose }: { onClose: () => void }) {
  const t = useText('room')
  const { call, ask } = useRoom()
  const { finishing, finished, note } = useFinished()
  const leave = async () => {
    await finished()
    await call.leave()
  }
  const end = async () => {
    await finished()
    await ask('meeting.end', {})
  }
  return (
    <Dialog title={t.room.leaveTitle} onClose={onClose} alert>
      <p>{t.room.leaveBody}</p>
      {note}
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button isDisabled={finishing} onPress={() => void leave()}>
          {t.room.leaveOnly}
        </Button>
        <Button look="danger" isDisabled={finishing} onPress={() => void end()}>
          {t.room.endForAll}
        </Button>
      </div>
    </Dialog>
  )
}

function End({ onClose }: { onClose: () => void }) {
  const t = useText('people')
  const { call } = useRoom()
  const { finished, note } = useFinished()
  const run = async () => {
    await finished()
    return call.request('meeting.end', {})
  }
  return (
    <Confirm
      title={t.host.endTitle}
      body={t.host.endBody}
      submit={t.host.endSubmit}
      danger
      run={run}
      onClose={onClose}
    >
      {note}
    </Confirm>
  )
}
