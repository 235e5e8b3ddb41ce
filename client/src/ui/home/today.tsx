import { useCallback } from 'react'
import type { CalendarEntry } from '#protocol/calendar.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useLocale, useText, useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { addDays, startOfDay } from '../calendar/days.ts'
import { Entry } from '../calendar/entry.tsx'
import { LiveList, useLive } from '../calendar/live.tsx'
import { newTimedPath } from '../shell/router.ts'
import { useServerNow } from '../use-server-now.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Illustration } from '../shell/illustration.tsx'
import { Link } from '../shell/link.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { JoinByLink } from './join-by-link.tsx'
import { QuickMeeting } from './quick-meeting.tsx'

/** Short enough for times that are shown to the minute. */
const TICK_MS = 15_000
const REFRESH_MS = 30_000
/** How far ahead the next meeting is looked for if there is none today. */
const AHEAD_DAYS = 14
const SHOWN = 6

/** What a person with an account needs first: what is on, what is next, and how to begin. */
export function Today() {
  return <SignedIn>{() => <Overview />}</SignedIn>
}

function Overview() {
  return (
    <div className="home home-mine">
      <Agenda />
      <div className="stack home-side">
        <QuickMeeting />
        <Plan />
        <JoinByLink />
      </div>
    </div>
  )
}

function Agenda() {
  const c = useTexts('calendar')
  const { home: t } = useText('home')
  const locale = useLocale()
  const now = useServerNow(TICK_MS)
  const today = startOfDay(now)
  const load = useCallback(() => calendarApi.entries(today, addDays(today, AHEAD_DAYS)), [today])
  const planned = useLoaded(load, REFRESH_MS)
  const live = useLive()
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
  return (
    <section className="stack">
      <header className="home-head">
        <PageTitle>{t.today}</PageTitle>
        <p className="soft home-day">{day.format(now)}</p>
      </header>
      <FailureAlert failure={planned.failure ?? live.failure} />
      {live.value !== null && live.value.length > 0 && (
        <section className="stack-tight" aria-labelledby="live">
          <h2 id="live">{c.live}</h2>
          <LiveList live={live.value} now={now} />
        </section>
      )}
      {planned.value !== null && live.value !== null && (
        <Next
          entries={nextOf(planned.value, new Set(live.value.map((one) => one.meetingId)), now)}
          now={now}
          tomorrow={addDays(today, 1)}
          alone={live.value.length === 0}
        />
      )}
    </section>
  )
}

/** Not over, not called off, and not already shown as live. */
const nextOf = (entries: readonly CalendarEntry[], live: ReadonlySet<string>, now: number) =>
  entries.filter(
    (one) => !one.cancelled && one.closes > now && !(live.has(one.meetingId) && one.opens <= now),
  )

type NextProps = { entries: CalendarEntry[]; now: number; tomorrow: number; alone: boolean }

function Next({ entries, now, tomorrow, alone }: NextProps) {
  const { home: t } = useText('home')
  const today = entries.filter(({ start }) => start < tomorrow)
  const later = entries.filter(({ start }) => start >= tomorrow).slice(0, 1)
  return (
    <section className="stack-tight" aria-labelledby="next">
      <h2 id="next">{t.next}</h2>
      {today.length === 0 ? (
        <div className="empty home-empty">
          {alone && <Illustration name="calendar" />}
          <p>{alone ? t.nothing : t.nothingElse}</p>
          <p className="small">{t.nothingDo}</p>
        </div>
      ) : (
        <ul className="cards">
          {today.slice(0, SHOWN).map((entry) => (
            <Entry key={`${entry.meetingId} ${entry.at}`} entry={entry} now={now} />
          ))}
        </ul>
      )}
      {later.length > 0 && (
        <>
          <h2>{t.later}</h2>
          <ul className="cards">
            {later.map((entry) => (
              <Entry key={`${entry.meetingId} ${entry.at}`} entry={entry} now={now} withDay />
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <Link to="/calendar" look="quiet">
          {t.toCalendar}
        </Link>
        <Link to="/meetings" look="quiet">
          {t.toMeetings}
        </Link>
      </div>
    </section>
  )
}

function Plan() {
  const { home: t } = useText('home')
  return (
    <section className="card stack-tight">
      <h2 className="with-icon">
        <Icon name="calendar" />
        {t.plan}
      </h2>
      <p className="small soft">{t.planWhat}</p>
      <Link to={newTimedPath} look="plain">
        {t.planGo}
      </Link>
    </section>
  )
}
