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

export function MeetingCard({ meeting, ask }: Props) {
  const t = useText('account', 'meeting', 'meetings')
  const { dateTime } = useTime()
  const blocks: MenuEntry = {
    id: 'blocks',
    label: t.meetings.blocks,
    run: () => ask({ what: 'blocks', meeting }),
  }
  const attendance: MenuEntry = {
    id: 'attendance',
    label: t.meetings.attendance,
    run: () => ask({ what: 'attendance', meeting }),
  }
  const votes: MenuEntry = {
    id: 'votes',
    label: t.tools.votes,
    run: () => ask({ what: 'votes', meeting }),
  }
  const kept: MenuEntry = {
    id: 'kept',
    label: t.tools.documents,
    run: () => ask({ what: 'kept', meeting }),
  }
  const audit: MenuEntry = {
    id: 'audit',
    label: t.meetings.audit,
    run: () => navigate(meetingAuditPath(meeting.id)),
  }
  const invites: MenuEntry = {
    id: 'invites',
    label: t.meetings.invites,
    run: () => navigate(invitesPath(meeting.id)),
  }
  const schedule: MenuEntry = {
    id: 'schedule',
    label: t.nav.calendar,
    run: () => navigate(schedulePath(meeting.id)),
  }
  const entries: MenuEntry[] = meeting.ended
    ? [...(meeting.scheduled ? [schedule] : []), invites, attendance, votes, kept, blocks, audit]
    : [
        schedule,
        invites,
        {
          id: 'invitedOnly',
          label: meeting.invitedOnly ? t.meetings.openGuests : t.meetings.closeGuests,
          run: () => ask({ what: 'invitedOnly', meeting }),
        },
        { id: 'renew', label: t.meetings.renew, run: () => ask({ what: 'renew', meeting }) },
        attendance,
        votes,
        kept,
        blocks,
        audit,
        {
          id: 'end',
          label: t.meetings.end,
          danger: true,
          run: () => ask({ what: 'end', meeting }),
        },
      ]
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
