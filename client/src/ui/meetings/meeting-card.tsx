import type { CalendarEntry } from '#protocol/calendar.ts'
import type { MeetingSummary } from '#protocol/http.ts'
import { useText, useTime } from '../../i18n/text.ts'
import {
  invitesPath,
  meetingAuditPath,
  meetingPath,
  navigate,
  schedulePath,
} from '../shell/router.ts'
import { useMeetingLink } from '../meeting-link.ts'
import { useServerNow } from '../use-server-now.ts'
import { CopyButton } from '../widgets/copy.tsx'
import { Link } from '../shell/link.tsx'
import { Menu } from '../widgets/menu.tsx'
import type { MenuEntry, MenuPart } from '../widgets/menu.tsx'
import { BareNote } from './bare-note.tsx'
import { Live } from './live.tsx'
import type { Asking } from './asking.ts'

/** `next`: the occurrence that is going on or comes next, if it is known. */
type Props = {
  meeting: MeetingSummary
  next: CalendarEntry | null
  ask: (asking: Asking) => void
}
/** Dialogs about a meeting. */
type Asks = Extract<Asking, { meeting: MeetingSummary }>['what']

export function MeetingCard({ meeting, next, ask }: Props) {
  const t = useText('meeting', 'meetings')
  const { date, dateTime, time } = useTime()
  const parts = useParts(meeting, ask)
  const now = useServerNow(60_000)
  const shared = useMeetingLink(meeting.id, meeting.founder)
  // Nobody is missing from a meeting that is not due.
  const due = next === null || next.opens <= now || meeting.live !== null
  return (
    <li className="card meeting-card">
      <div className="stack-tight">
        <h2>{meeting.title}</h2>
        <p className="small soft">
          {t.modes[meeting.mode].name} ·{' '}
          {next === null
            ? t.meetings.created(dateTime(meeting.createdAt))
            : t.meetings.planned(date(next.start), time(next.start), time(next.ends))}
        </p>
        <p>
          {due && <Live meeting={meeting} />}{' '}
          {next?.repeats === true && <span className="badge">{t.meetings.repeats}</span>}{' '}
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
              text={shared?.link ?? null}
              label={t.secret.copyLink}
              name={t.meetings.copyLinkNamed(meeting.title)}
            />
          </>
        )}
        <Menu name={t.meetings.actionsNamed(meeting.title)} parts={parts} look="plain" />
      </div>
      {!meeting.ended && <BareNote shared={shared} />}
    </li>
  )
}

const page = (id: string, label: string, path: string): MenuEntry => ({
  id,
  label,
  run: () => navigate(path),
})

function useParts(meeting: MeetingSummary, ask: Props['ask']): MenuPart[] {
  const t = useText('meeting', 'meetings')
  const { id, ended, scheduled, invitedOnly, live } = meeting
  const dialog = (what: Asks, label: string): MenuEntry => ({
    id: what,
    label,
    run: () => ask({ what, meeting }),
  })
  const times = scheduled ? t.meetings.editSchedule : t.meetings.addSchedule
  const schedule = page('schedule', times, schedulePath(id))
  const invites = page('invites', t.meetings.invites, invitesPath(id))
  const plan = [
    schedule,
    invites,
    dialog('invitation', t.meetings.invitation),
    dialog('invitedOnly', invitedOnly ? t.meetings.openGuests : t.meetings.closeGuests),
    dialog('renew', t.meetings.renew),
    dialog('ownLink', t.meetings.ownLink),
  ]
  const records = [
    dialog('attendance', t.meetings.attendance),
    dialog('votes', t.tools.votes),
    dialog('minutes', t.meetings.minutes),
    dialog('kept', t.tools.documents),
    dialog('blocks', t.meetings.blocks),
    page('audit', t.meetings.audit, meetingAuditPath(id)),
  ]
  // One that has not begun is cancelled, where its people can be told.
  const cancel = page('cancel', t.meetings.cancel, schedulePath(id))
  const end = scheduled && live === null ? cancel : dialog('end', t.meetings.end)
  const before = ended ? [...(scheduled ? [schedule] : []), invites] : plan
  return [
    { id: 'plan', heading: t.meetings.plan, entries: before },
    { id: 'records', heading: t.meetings.records, entries: records },
    { id: 'end', entries: ended ? [] : [{ ...end, danger: true }] },
  ]
}
