import { createPortal } from 'react-dom'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import { useView } from '../stage/view.ts'
import './recording-mark.css'

/**
 * [REC8] On top of every window of the meeting during a recording, and announced once at the start.
 * Part of the room's first chunk, because it must not depend on one that may fail to load.
 */
export function RecordingMark() {
  const { floating } = useView().view
  return (
    <>
      {createPortal(<Mark read />, document.body)}
      {floating && createPortal(<Mark />, floating.document.body)}
    </>
  )
}

/**
 * @param read announces the recording; set in one window only, so that it is not announced twice
 */
function Mark({ read = false }: { read?: boolean }) {
  const t = useText('room')
  const { state } = useRoom()
  const { recording } = state.meeting
  const by =
    recording?.state === 'running' && state.participants.find(({ id }) => id === recording.by)
  return (
    // Rendered empty beforehand, because screen readers only announce changes in an existing live
    // region. The top-layer attribute keeps React Aria from hiding it while a dialog is open.
    <div
      className="rec-mark-place"
      aria-live={read ? 'assertive' : 'off'}
      data-react-aria-top-layer="true"
    >
      {recording?.state === 'running' && (
        <p className="rec-mark">
          <span className="rec-mark-dot" aria-hidden="true" />
          <strong>{t.recording.mark}</strong>
          {by && <span className="rec-mark-by">{by.name}</span>}
        </p>
      )}
    </div>
  )
}
