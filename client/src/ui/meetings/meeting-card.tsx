import type { MeetingSummary } from '#protocol/http.ts'
import { useText, useTime } from '../../i18n/text.ts'
import {
  invitesPath,
  meetingAuditPath,
  meetingLink,
  meetingPath,
  navigate,
  schedulePath,
} from '../shell/router.ts'
import { CopyButton } from '../widgets/copy.tsx'
import { Link } from '../shell/link.tsx'
import { Menu } from '../widgets/menu.tsx'
import type { MenuEntry } from '../widgets/menu.tsx'
import { Live } from './live.tsx'
import type { Asking } from './asking.ts'

type Props = { meeting: MeetingSummary; ask: (asking: Asking) => void }
/** Dialogs about a meeting. */
type Asks = Extract<Asking, { meeting: MeetingSummary }>['what']

export function MeetingCard({ meeting, ask }: Props) {
  const t = useText('meeting', 'meetings')
  const { dateTime } = useTime()
  const entries = useEntries(meeting, ask)
  return (
    <li className="card meeting-card">
      <div className="stack-tight">
        <h2>{meeting.title}</h2>
        <p className="small soft">
          {t.modes[meeting.mode].name} · {t.meetings.created(dateTime(meeting.createdAt))}
        </p>
        <p>
          <Live meeting={meeting} />{' '}
          {meeting.invitedOnly && <span className="badge">{t.meetings.invitedOnly}</span>}
        </p>
      </div>
      <div className="row">
        {!meeting.ended && (
          <>
            <Link
              to={meetingPath(meeting.id)}
              look="primary"
              label={t.meetings.openNamed(meeting.title)}
            >
              {t.meetings.open}
            </Link>
            <CopyButton
              text={meetingLink(meeting.id)}
              label={t.secret.copyLink}
              name={t.meetings.copyLinkNamed(meeting.title)}
            />
          </>
        )}
        <Menu
          name={t.meetings.actionsNamed(meeting.title)}
          parts={[{ id: 'meeting', entries }]}
          look="plain"
        />
      </div>
    </li>
  )
}

const page = (id: string, label: string, path: string): MenuEntry => ({
  id,
  label,
  run: () => navigate(path),
})

function useEntries(meeting: MeetingSummary, ask: Props['ask']): MenuEntry[] {
  const t = useText('account', 'meeting', 'meetings')
  const { id, ended, scheduled, invitedOnly } = meeting
  const dialog = (what: Asks, label: string): MenuEntry => ({
    id: what,
    label,
    run: () => ask({ what, meeting }),
  })
  const schedule = page('schedule', t.nav.calendar, schedulePath(id))
  const invites = page('invites', t.meetings.invites, invitesPath(id))
  const records = [
    dialog('attendance', t.meetings.attendance),
    dialog('votes', t.tools.votes),
    dialog('minutes', t.meetings.minutes),
    dialog('kept', t.tools.documents),
    dialog('blocks', t.meetings.blocks),
    page('audit', t.meetings.audit, meetingAuditPath(id)),
  ]
  if (ended) return [...(scheduled ? [schedule] : []), invites, ...records]
  return [
    schedule,
    invites,
    dialog('invitation', t.meetings.invitation),
    dialog('invitedOnly', invitedOnly ? t.meetings.openGuests : t.meetings.closeGuests),
    dialog('renew', t.meetings.renew),
    ...records,
    { ...dialog('end', t.meetings.end), danger: true },
  ]
}
