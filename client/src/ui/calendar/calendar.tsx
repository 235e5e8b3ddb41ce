import { useCallback, useState } from 'react'
import type { CalendarEntry, LiveMeeting } from '#protocol/calendar.ts'
import { serverNow } from '../../clock.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useLocale, useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'

import { useServerNow } from '../use-server-now.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import './calendar.css'
import { addDays, byDay, startOfDay, startOfWeek } from './days.ts'
import { Entry } from './entry.tsx'
import { Feed } from './feed.tsx'
import { LiveList, useLive } from './live.tsx'

/** Short enough for times that are shown to the minute. */
const TICK_MS = 15_000
const REFRESH_MS = 30_000
const LIST_DAYS = 60
const VIEWS = ['today', 'week', 'list'] as const
type View = (typeof VIEWS)[number]

export function Calendar() {
  return (
    <Page wide current="calendar">
      <SignedIn>{() => <Views />}</SignedIn>
    </Page>
  )
}

function Views() {
  const c = useTexts('calendar')
  const t = useText('meetings')
  const now = useServerNow(TICK_MS)
  const [view, setView] = useState<View>('today')
  const [week, setWeek] = useState(() => startOfWeek(serverNow()))
  const today = startOfDay(now)
  const from = view === 'week' ? Math.min(week, today) : today
  const to = Math.max(addDays(today, LIST_DAYS), addDays(week, 7))
  const load = useCallback(() => calendarApi.entries(from, to), [from, to])
  const { value, failure } = useLoaded(load, REFRESH_MS)
  const live = useLive()
  const entries = value ?? []
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{c.title}</PageTitle>
        <Link to="/meetings/new" look="primary">
          {t.meetings.create}
        </Link>
      </div>
      <FailureAlert failure={failure ?? live.failure} />
      <Live live={live.value} now={now} />
      <fieldset className="row">
        <legend className="visually-hidden">{c.views}</legend>
        {VIEWS.map((one) => (
          <Button
            key={one}
            look={one === view ? 'primary' : 'plain'}
            aria-pressed={one === view}
            onPress={() => setView(one)}
          >
            {c[one]}
          </Button>
        ))}
      </fieldset>
      {view === 'today' && (
        <Entries
          title={c.today}
          entries={byDay(entries, today, 1)[0]?.entries ?? []}
          now={now}
          empty={c.emptyToday}
        />
      )}
      {view === 'week' && <Week entries={entries} week={week} now={now} onWeek={setWeek} />}
      {view === 'list' && (
        <Entries
          title={c.list}
          entries={entries.filter(({ ends }) => ends > now)}
          now={now}
          empty={c.emptyList}
          withDay
        />
      )}
      <Feed />
    </div>
  )
}

function Live({ live, now }: { live: readonly LiveMeeting[] | null; now: number }) {
  const c = useTexts('calendar')
  return (
    <section className="stack-tight" aria-labelledby="live">
      <h2 id="live">{c.live}</h2>
      {live?.length === 0 && <p className="soft">{c.liveNone}</p>}
      {live && <LiveList live={live} now={now} />}
    </section>
  )
}

type EntriesProps = {
  title: string
  entries: CalendarEntry[]
  now: number
  empty: string
  withDay?: boolean
}

function Entries({ title, entries, now, empty, withDay = false }: EntriesProps) {
  return (
    <section className="stack-tight" aria-label={title}>
      <h2>{title}</h2>
      {entries.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <ul className="cards">
          {entries.map((entry) => (
            <Entry
              key={`${entry.meetingId} ${entry.at}`}
              entry={entry}
              now={now}
              withDay={withDay}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Formats as 23/11 in both languages. */
const SHORT = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit' })

type WeekProps = {
  entries: CalendarEntry[]
  week: number
  now: number
  onWeek: (week: number) => void
}

/** Days are stacked on a phone and side by side on wider screens. */
function Week({ entries, week, now, onWeek }: WeekProps) {
  const c = useTexts('calendar')
  const locale = useLocale()
  const name = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: '2-digit',
    month: '2-digit',
  })
  const today = startOfDay(now)
  return (
    <section className="stack-tight" aria-label={c.week}>
      <div className="page-head">
        <h2 aria-live="polite">{c.weekOf(SHORT.format(week), SHORT.format(addDays(week, 6)))}</h2>
        <div className="row">
          <Button onPress={() => onWeek(addDays(week, -7))}>{c.previous}</Button>
          <Button onPress={() => onWeek(startOfWeek(now))}>{c.thisWeek}</Button>
          <Button onPress={() => onWeek(addDays(week, 7))}>{c.next}</Button>
        </div>
      </div>
      <ol className="week">
        {byDay(entries, week, 7).map(({ day, entries: those }) => (
          <li key={day} className={day === today ? 'week-day week-today' : 'week-day'}>
            <h3 aria-current={day === today ? 'date' : undefined}>{name.format(day)}</h3>
            {those.length === 0 ? (
              <p className="small soft">{c.emptyDay}</p>
            ) : (
              <ul className="stack-tight">
                {those.map((entry) => (
                  <Entry key={`${entry.meetingId} ${entry.at}`} entry={entry} now={now} brief />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
