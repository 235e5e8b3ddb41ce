import { Suspense, useState } from 'react'
import type { CalendarEntry } from '#protocol/calendar.ts'
import type { MeetingSummary } from '#protocol/http.ts'
import { serverNow } from '../../clock.ts'
import { api } from '../../http/api.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useText } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { lazily } from '../shell/lazily.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Confirm, Dialog } from '../widgets/dialog.tsx'
import { Illustration } from '../shell/illustration.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { VoteRecords } from '../votes/lazy.tsx'
import { Attendance } from './attendance.tsx'
import { Blocks } from './blocks.tsx'
import type { Asking } from './asking.ts'
import { MeetingCard } from './meeting-card.tsx'
import { RenewPassword } from './renew.tsx'
import { SecretFields } from './secret.tsx'
import { late } from '../shell/late.tsx'

const Minutes = late(async () => (await import('../paper/minutes.tsx')).Minutes, 'paper', 'votes')
const InvitationDialog = late(
  async () => (await import('../paper/invitation.tsx')).InvitationDialog,
  'paper',
)

const OwnLink = late(async () => (await import('./own-link.tsx')).OwnLink)

/** Loaded lazily with the document texts, which the list itself does not need. */
const Kept = lazily(async () => (await import('./kept.tsx')).Kept, 'documents')

/** How often the participant counts are refreshed while the page is visible. */
const REFRESH_MS = 10_000
/** How often the times of meetings are, which change seldom. */
const PLANNED_MS = 60_000

export function Meetings() {
  return (
    <Page wide current="meetings">
      <SignedIn>{() => <MeetingList />}</SignedIn>
    </Page>
  )
}

function MeetingList() {
  const t = useText('meetings')
  const { value, failure, reload } = useLoaded(api.meetings, REFRESH_MS)
  const planned = useLoaded(comingEntries, PLANNED_MS)
  const [asking, setAsking] = useState<Asking | null>(null)
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{t.meetings.title}</PageTitle>
        <Link to="/meetings/new" look="primary">
          {t.meetings.create}
        </Link>
      </div>
      <FailureAlert failure={failure} />
      {value?.length === 0 && (
        <div className="empty">
          <Illustration name="meeting" />
          <p>{t.meetings.empty}</p>
        </div>
      )}
      <ul className="cards">
        {liveFirst(value ?? []).map((meeting) => (
          <MeetingCard
            key={meeting.id}
            meeting={meeting}
            next={meeting.ended ? null : nextOf(meeting, planned.value ?? [])}
            ask={setAsking}
          />
        ))}
      </ul>
      {asking && <Asked asking={asking} ask={setAsking} reload={reload} />}
    </div>
  )
}

/** Occurrences from now on, as far ahead as one answer reaches. */
const comingEntries = () => {
  const now = serverNow()
  return calendarApi.entries(now, now + 400 * 86_400_000)
}

const nextOf = ({ id }: MeetingSummary, entries: readonly CalendarEntry[]): CalendarEntry | null =>
  entries
    .filter(({ meetingId, cancelled }) => meetingId === id && !cancelled)
    .reduce<CalendarEntry | null>((a, b) => (a === null || b.start < a.start ? b : a), null)

const liveFirst = (meetings: readonly MeetingSummary[]): MeetingSummary[] =>
  [...meetings].sort((a, b) => Number(b.live !== null) - Number(a.live !== null))

type AskedProps = {
  asking: Asking
  ask: (next: Asking | null) => void
  reload: () => Promise<void>
}

function Asked({ asking, ask, reload }: AskedProps) {
  const t = useText('meeting', 'meetings')
  const close = () => ask(null)
  switch (asking.what) {
    case 'renew':
      return (
        <RenewPassword
          meeting={asking.meeting}
          onDone={(secret) => ask({ what: 'secret', secret })}
          onClose={close}
        />
      )
    case 'end':
      return (
        <Confirm
          title={t.meetings.endTitle}
          body={t.meetings.endBody}
          submit={t.meetings.end}
          danger
          run={() => api.endMeeting(asking.meeting.id)}
          onDone={() => {
            close()
            void reload()
          }}
          onClose={close}
        />
      )
    case 'invitedOnly':
      return <InvitedOnly meeting={asking.meeting} reload={reload} onClose={close} />
    case 'votes':
      return <VoteRecords meeting={asking.meeting} onClose={close} />
    case 'attendance':
      return <Attendance meeting={asking.meeting} onClose={close} />
    case 'minutes':
      return <Minutes meeting={asking.meeting} onClose={close} />
    case 'invitation':
      return <InvitationDialog meeting={asking.meeting} onClose={close} />
    case 'ownLink':
      return <OwnLink meeting={asking.meeting} onClose={close} />
    case 'kept':
      return (
        <Suspense fallback={null}>
          <Kept meeting={asking.meeting} onClose={close} />
        </Suspense>
      )
    case 'blocks':
      return <Blocks meeting={asking.meeting} onClose={close} />
    case 'secret':
      return (
        <Dialog title={t.secret.renewedTitle} onClose={close} alert>
          <SecretFields secret={asking.secret} onClose={close} />
        </Dialog>
      )
  }
}

type InvitedOnlyProps = {
  meeting: MeetingSummary
  reload: () => Promise<void>
  onClose: () => void
}

/**
 * The host's only switch for invited-only access. Confirms both changes, as either affects people.
 */
function InvitedOnly({ meeting, reload, onClose }: InvitedOnlyProps) {
  const { meetings: t } = useText('meetings')
  const on = !meeting.invitedOnly
  return (
    <Confirm
      title={on ? t.closeTitle : t.openTitle}
      body={on ? t.closeBody : t.openBody}
      submit={on ? t.closeGuests : t.openGuests}
      run={async () => {
        const answer = await api.setInvitedOnly(meeting.id, on)
        await reload()
        return answer
      }}
      onClose={onClose}
    />
  )
}
