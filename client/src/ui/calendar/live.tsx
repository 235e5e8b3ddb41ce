import type { LiveMeeting } from '#protocol/calendar.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { meetingPath } from '../shell/router.ts'
import { Link } from '../shell/link.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import './calendar.css'

/** How often the participant counts are refreshed while the page is visible. */
const REFRESH_MS = 10_000

/** The one source of what is going on now, for every page that shows it. */
export const useLive = () => useLoaded(calendarApi.live, REFRESH_MS)

type Props = { live: readonly LiveMeeting[]; now: number }

export function LiveList({ live, now }: Props) {
  return (
    <ul className="cards">
      {live.map((one) => (
        <LiveCard key={one.meetingId} one={one} now={now} />
      ))}
    </ul>
  )
}

function LiveCard({ one, now }: { one: LiveMeeting; now: number }) {
  const c = useTexts('calendar')
  const { time: clock } = useTime()
  const { meetingId, title, host, own, time } = one
  return (
    <li className="card event event-live">
      <p className="event-time">
        {time === null ? c.untimedLive : `${clock(time.start)} – ${clock(time.ends)}`}
      </p>
      <div className="event-what">
        <h3>{title}</h3>
        <p className="small soft">{own ? c.own : c.host(host)}</p>
        <p className="row-tight">
          <Count {...one} />
          {time !== null && time.ends <= now && <span className="badge">{c.lateBy}</span>}
        </p>
      </div>
      <div className="row event-actions">
        <Link to={meetingPath(meetingId)} look="primary" label={c.enterNamed(title)}>
          {c.enter}
        </Link>
      </div>
    </li>
  )
}

function Count({ inside, waiting }: Pick<LiveMeeting, 'inside' | 'waiting'>) {
  const c = useTexts('calendar')
  return (
    <>
      {inside > 0 ? (
        <span className="badge badge-ok">{c.inside(inside)}</span>
      ) : (
        <span className="badge badge-ok">{c.open}</span>
      )}
      {waiting !== null && waiting > 0 && (
        <span className="badge badge-warn">{c.waiting(waiting)}</span>
      )}
    </>
  )
}
