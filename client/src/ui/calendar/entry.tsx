import type { CalendarEntry } from '#protocol/calendar.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { meetingPath, schedulePath } from '../shell/router.ts'
import { Link } from '../shell/link.tsx'
import { CalendarFile } from './calendar-file.tsx'
import { sameClock } from './zones.ts'

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

type Props = { entry: CalendarEntry; now: number; withDay?: boolean; brief?: boolean }

/** One occurrence of a meeting: time, title, host, and the actions available now. */
export function Entry({ entry, now, withDay = false, brief = false }: Props) {
  const c = useTexts('calendar')
  const { time, date } = useTime()
  const over = entry.closes <= now
  return (
    <li className={entry.cancelled ? 'card event event-off' : 'card event'}>
      <p className="event-time">
        {withDay && <span className="event-day">{date(entry.start)}</span>}
        <time dateTime={new Date(entry.start).toISOString()}>{time(entry.start)}</time>
        {' – '}
        <time dateTime={new Date(entry.ends).toISOString()}>{time(entry.ends)}</time>
      </p>
      <div className="event-what">
        <h3>{entry.title}</h3>
        <p className="small soft">
          {entry.own ? c.own : c.host(entry.host)}
          {entry.repeats && ` · ${c.repeats}`}
          {!sameClock(entry.zone, HERE, entry.start) && ` · ${inZone(entry, c.inZone)}`}
        </p>
        <p className="row-tight">
          <State entry={entry} now={now} />
        </p>
        {!brief && entry.agenda !== '' && <p className="small event-agenda">{entry.agenda}</p>}
      </div>
      <div className="row event-actions">
        {!entry.cancelled && !over && (
          <Link
            to={meetingPath(entry.meetingId)}
            look={entry.opens <= now ? 'primary' : 'plain'}
            small={brief}
            label={c.enterNamed(entry.title)}
          >
            {c.enter}
          </Link>
        )}
        {entry.own ? (
          <Link
            to={schedulePath(entry.meetingId)}
            look="plain"
            small={brief}
            label={c.planNamed(entry.title)}
          >
            {c.plan}
          </Link>
        ) : (
          <CalendarFile
            id={entry.meetingId}
            founder={entry.founder}
            look="plain"
            small={brief}
            name={c.fileNamed(entry.title)}
          />
        )}
      </div>
    </li>
  )
}

function State({ entry, now }: { entry: CalendarEntry; now: number }) {
  const c = useTexts('calendar')
  const { cancelled, opens, closes, inside, password } = entry
  if (cancelled) return <span className="badge badge-warn">{c.cancelled}</span>
  const isOpen = opens <= now && now < closes
  return (
    <>
      {isOpen && inside ? <span className="badge badge-ok">{c.inside(inside)}</span> : null}
      {isOpen && !inside ? <span className="badge badge-ok">{c.open}</span> : null}
      {closes <= now && <span className="badge">{c.over}</span>}
      {password === false && closes > now && (
        <span className="badge badge-warn">{c.noPassword}</span>
      )}
    </>
  )
}

function inZone({ start, zone }: CalendarEntry, say: (time: string, zone: string) => string) {
  const time = new Intl.DateTimeFormat('vi-VN', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
  return say(time.format(start), zone)
}
