import { useState } from 'react'
import { api } from '../../http/api.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { canRecord } from '../../recorder/recorder.ts'
import { useRoom } from '../room/context.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

/**
 * Tells the host what starting a recording involves and whether this browser can record, before
 * anyone is asked for consent.
 */
export function AskToRecord({ onClose }: { onClose: () => void }) {
  const r = useTexts('recording')
  const t = useText()
  const { state, ask } = useRoom()
  const { value, failure } = useLoaded(api.recordingKeys)
  const [pending, setPending] = useState(false)
  const { recording } = state.meeting
  const submit = async () => {
    setPending(true)
    await ask('recording.ask', {})
    onClose()
  }
  const able = canRecord()
  return (
    <Dialog title={r.ask.title} onClose={onClose}>
      <p>{r.ask.what}</p>
      <ul className="bullets">
        {r.text.points(recording?.days ?? 0).map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <FailureAlert failure={failure} />
      {!able && <p className="bar bar-warn">{r.ask.unsupported}</p>}
      {value?.mine === null && (
        <p className="bar bar-warn">
          <span>{r.ask.noKey}</span>
          {/* Opens in a new tab, because leaving this page would leave the meeting. */}
          <a href="/recordings" target="_blank" rel="noreferrer">
            {r.ask.openPage}
          </a>
        </p>
      )}
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button
          look="primary"
          isDisabled={pending || !able || !value || value.mine === null}
          onPress={() => void submit()}
        >
          {r.ask.submit}
        </Button>
      </div>
    </Dialog>
  )
}
