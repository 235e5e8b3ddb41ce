import { useText } from '../../../i18n/text.ts'
import { Icon } from '../../widgets/icons.tsx'
import { LanguageChoice } from '../../shell/language.tsx'
import { RoomMark } from '../../shell/office-mark.tsx'
import { PageTitle } from '../../widgets/title.tsx'
import { Lock } from '../sealing/lock.tsx'
import { useRoom } from '../context.ts'

/**
 * What everyone must be able to see at any time: the meeting, how its keys stand, its mode, and
 * that it is not recorded.
 */
export function RoomTop() {
  const t = useText('meeting', 'room')
  const { meeting } = useRoom().state
  return (
    <header className="room-top">
      <RoomMark />
      <PageTitle oneLine>{meeting.title}</PageTitle>
      <Lock />
      <div className="room-facts">
        <span className="badge">{t.modes[meeting.mode].name}</span>
        {meeting.locked && (
          <span className="badge badge-warn badge-icon">
            <Icon name="door" />
            {t.room.locked}
          </span>
        )}
        {meeting.recording?.state !== 'running' && (
          <span className="not-recorded">{t.room.notRecorded}</span>
        )}
      </div>
      <LanguageChoice />
    </header>
  )
}
