import { createPortal } from 'react-dom'
import { useText } from '../../../i18n/text.ts'
import { useRoom } from '../context.ts'
import { useView } from '../stage/view.ts'
import './recording-mark.css'

/**
 * [REC8] Above everything in every window of the meeting while something is recorded, and read aloud
 * once when it begins. Part of the room's first file: it must not depend on one that may not come.
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

/** @param read in one window alone: two would say it twice */
function Mark({ read = false }: { read?: boolean }) {
  const t = useText('room')
  const { state } = useRoom()
  const { recording } = state.meeting
  const by =
    recording?.state === 'running' && state.participants.find(({ id }) => id === recording.by)
  return (
    // There before it says anything, or it would not be read; and not put aside by an open dialog,
    // which hides all else from screen readers.
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
