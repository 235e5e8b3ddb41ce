import { useState } from 'react'
import type { RecordingId } from '#protocol/ids.ts'
import { TEXT_VERSION } from '../../i18n/recording-text.ts'
import { useTexts } from '../../i18n/text.ts'
import { useRoom } from '../room/context.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'

/** [REC2] Shown to everyone who has not answered. It can only be dismissed by answering. */
export function Consent() {
  const { state, me } = useRoom()
  const { recording } = state.meeting
  if (!recording || recording.state === 'off' || me.consent !== null) return null
  return <Question key={recording.id} id={recording.id} running={recording.state === 'running'} />
}

type Props = { id: RecordingId; running: boolean; onAnswered?: () => void }

export function Question({ id, running, onAnswered }: Props) {
  const r = useTexts('recording')
  const { call, state, ask } = useRoom()
  const [pending, setPending] = useState(false)
  const { recording } = state.meeting
  const by = state.participants.find(
    (one) => recording && 'by' in recording && one.id === recording.by,
  )
  const answer = async (agree: boolean) => {
    setPending(true)
    await ask('recording.answer', { id, text: TEXT_VERSION, agree })
    setPending(false)
    onAnswered?.()
  }
  return (
    <Dialog title={r.text.title} onClose={() => onAnswered?.()} alert>
      {running && <p className="bar bar-warn">{r.text.waiting}</p>}
      <p>{r.text.asks(by?.name ?? '')}</p>
      <ul className="bullets">
        {r.text.points(recording?.days ?? 0).map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <div className="dialog-actions rec-answers">
        <Button look="quiet" onPress={() => void call.leave()}>
          {r.text.leave}
        </Button>
        <Button isDisabled={pending} onPress={() => void answer(false)}>
          {r.text.refuse}
        </Button>
        <Button look="primary" isDisabled={pending} onPress={() => void answer(true)}>
          {r.text.agree}
        </Button>
      </div>
    </Dialog>
  )
}
