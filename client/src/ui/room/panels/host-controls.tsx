import { useState } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Checkbox } from '../../widgets/choice.tsx'
import { ModeChoice } from '../../meetings/mode-choice.tsx'
import { useRoom } from '../context.ts'
import type { RoomDialog } from '../context.ts'
import { Panel } from './panel.tsx'

type Props = {
  onClose: () => void
  onDialog: (dialog: RoomDialog) => void
  onAnnounce: () => void
}

/** Optimistic update: shows the requested value at once, then what the server answers. */
function useWish<T>(value: T, request: (wish: T) => Promise<boolean>) {
  const [wish, setWish] = useState<{ value: T } | null>(null)
  const change = (next: T) => {
    setWish({ value: next })
    void request(next).finally(() => setWish(null))
  }
  return [wish ? wish.value : value, change] as const
}

export function HostControls({ onClose, onDialog, onAnnounce }: Props) {
  const t = useText('people', 'room')
  const { state, me, ask, say } = useRoom()
  const { meeting } = state
  const [mode, setMode] = useWish(meeting.mode, (wish) => ask('meeting.mode', { mode: wish }))
  const [locked, setLocked] = useWish(meeting.locked, (wish) =>
    ask('meeting.lock', { locked: wish }),
  )
  const [chat, setChat] = useWish(meeting.chat, (on) => ask('meeting.chat', { on }))
  const muteAll = async () => {
    if (await ask('participant.muteAll', {})) say(t.host.mutedAll)
  }
  return (
    <Panel title={t.host.title} onClose={onClose}>
      <ModeChoice legend={t.host.mode} value={mode} onChange={setMode} />
      <div>
        <Checkbox
          label={t.host.lock}
          what={t.host.lockWhat}
          checked={locked}
          onChange={setLocked}
        />
        <Checkbox label={t.host.chat} checked={chat} onChange={setChat} />
      </div>
      <div className="stack-tight">
        <Button icon="chat" onPress={onAnnounce}>
          {t.host.announce}
        </Button>
        <Button icon="micOff" onPress={() => void muteAll()}>
          {t.host.muteAll}
        </Button>
        <Button
          icon="door"
          isDisabled={state.participants.length < 2}
          onPress={() => onDialog('sendBack')}
        >
          {t.host.sendBack}
        </Button>
        {me.role === 'host' && (
          <>
            {meeting.recording?.state === 'off' && (
              <Button onPress={() => onDialog('record')}>{t.recording.ask}</Button>
            )}
            <Button icon="lock" onPress={() => onDialog('renew')}>
              {t.host.renew}
            </Button>
            <Button look="danger" icon="warn" onPress={() => onDialog('leak')}>
              {t.host.leak}
            </Button>
            <Button look="danger" icon="leave" onPress={() => onDialog('end')}>
              {t.host.end}
            </Button>
          </>
        )}
      </div>
    </Panel>
  )
}
