import type { MeetingSummary } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'

/** Whether a meeting is in progress, and how many people are in it. */
export function Live({ meeting }: { meeting: MeetingSummary }) {
  const t = useText('meetings')
  if (meeting.ended) return <span className="badge">{t.meetings.ended}</span>
  if (!meeting.live) return <span className="badge">{t.meetings.quiet}</span>
  const { participants, waiting } = meeting.live
  return (
    <span className={waiting > 0 ? 'badge badge-warn' : 'badge badge-ok'}>
      {t.meetings.live(participants, waiting)}
    </span>
  )
}
