import type { CloseReason } from '#protocol/model.ts'
import { useText } from '../../i18n/text.ts'
import { useMe } from '../shell/session.ts'
import { Button } from '../widgets/button.tsx'
import { Illustration } from '../shell/illustration.tsx'
import type { IllustrationName } from '../shell/drawings.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { late } from '../shell/late.tsx'
import { OfficeHead } from '../shell/office-mark.tsx'
import { PageTitle } from '../widgets/title.tsx'

/** What the person can do next. Someone blocked or removed gets no button: a retry would fail. */
const NEXT_STEP: Record<CloseReason, 'rejoin' | 'tryAgain' | null> = {
  left: 'rejoin',
  refused: 'tryAgain',
  blocked: null,
  removed: null,
  ended: null,
  host_absent: 'tryAgain',
  replaced: 'rejoin',
  expired: 'rejoin',
  meeting_full: 'tryAgain',
  invite_revoked: null,
  lobby_closed: null,
  start_failed: 'tryAgain',
}

/** Leaving of one's own accord, or at the end, is nothing to worry about; the rest is a shut door. */
const PICTURE: Partial<Record<CloseReason, IllustrationName>> = {
  left: 'ended',
  ended: 'ended',
  host_absent: 'waiting',
  meeting_full: 'waiting',
  expired: 'offline',
  start_failed: 'offline',
}

/** Only hosts need it. */
const AfterMeeting = late(
  async () => (await import('../paper/after-meeting.tsx')).AfterMeeting,
  'meeting',
  'meetings',
  'paper',
  'votes',
)

type Props = {
  reason: CloseReason
  message: string | null
  /** The meeting, if this person was its host. */
  hosted: { id: string; title: string } | null
  onAgain: () => void
}

export function Closed({ reason, message, hosted, onAgain }: Props) {
  const t = useText('visit')
  const me = useMe()
  const again = NEXT_STEP[reason]
  return (
    <Page>
      <section className="card stack">
        <OfficeHead />
        <Illustration name={PICTURE[reason] ?? 'closed'} />
        <PageTitle>{t.closed.titles[reason]}</PageTitle>
        <p>{t.closed.reasons[reason]}</p>
        {message !== null && (
          <figure className="host-message">
            <figcaption className="small soft">{t.waiting.messageFrom}</figcaption>
            <blockquote>{message}</blockquote>
          </figure>
        )}
        <div className="row">
          {again && (
            <Button look="primary" onPress={onAgain}>
              {t.closed[again]}
            </Button>
          )}
          {me ? (
            <Link to="/meetings" look="plain">
              {t.closed.toMeetings}
            </Link>
          ) : (
            <Link to="/" look="plain">
              {t.closed.toHome}
            </Link>
          )}
        </div>
        {hosted && me && <AfterMeeting meeting={hosted} />}
      </section>
    </Page>
  )
}
