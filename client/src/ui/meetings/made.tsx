import { useCallback, useState } from 'react'
import type { OccurrenceView, Schedule } from '#protocol/calendar.ts'
import type { MeetingSecret } from '#protocol/http.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useLocale, useText, useTexts, useTime } from '../../i18n/text.ts'
import { CalendarFile } from '../calendar/calendar-file.tsx'
import { dateOf } from '../calendar/draft.ts'
import { ruleWords } from '../calendar/rule-words.ts'
import { invitesPath, meetingPath, schedulePath } from '../shell/router.ts'
import { Button } from '../widgets/button.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Link } from '../shell/link.tsx'
import { CoveredQr } from '../covered-qr.tsx'
import { useMeetingLink } from '../meeting-link.ts'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import './made.css'
import { Invitation, useWhen } from './invitation.tsx'

type Props = { secret: MeetingSecret; schedule: Schedule | null }

/** What was made, what to give out, and what comes next. The only time the password is shown. */
export function Made({ secret, schedule }: Props) {
  const t = useText('made', 'meeting')
  const { meeting } = secret
  const rule = useRule(schedule)
  const passwordName = usePasswordName(schedule)
  return (
    <div className="made">
      <section className="card stack">
        <div className="made-head">
          <span className="made-sign">
            <Icon name="check" />
          </span>
          <div>
            <PageTitle>{t.secret.title}</PageTitle>
            <p className="made-title">{meeting.title}</p>
          </div>
        </div>
        <When schedule={schedule} rule={rule} />
        {schedule !== null && schedule.agenda !== '' && (
          <section className="stack-tight">
            <h3>{t.made.agenda}</h3>
            <p className="made-agenda">{schedule.agenda}</p>
          </section>
        )}
        <Invitation secret={secret} plan={schedule} rule={rule} passwordName={passwordName} />
        {schedule?.repeat && !schedule.keepPassword && (
          <p className="small soft">{t.made.passwordLater}</p>
        )}
        {schedule?.repeat && <Dates id={meeting.id} />}
      </section>
      <Next secret={secret} />
    </div>
  )
}

function usePasswordName(schedule: Schedule | null): string {
  const { passwordOf } = useText('made').made
  const { date } = useTime()
  if (!schedule?.repeat) return passwordOf.meeting
  if (schedule.keepPassword) return passwordOf.all
  return passwordOf.one(date(Date.parse(`${dateOf(schedule.start)}T12:00`)))
}

function useRule(schedule: Schedule | null): string {
  const c = useTexts('calendar')
  const { date } = useTime()
  if (!schedule?.repeat) return ''
  return ruleWords(c, { repeat: schedule.repeat, start: schedule.start }, date)
}

function When({ schedule, rule }: { schedule: Schedule | null; rule: string }) {
  const { made: t } = useText('made')
  const when = useWhen(schedule)
  return (
    <div>
      <p className="made-when">{schedule === null ? t.untimed : when}</p>
      {rule !== '' && <p className="soft">{rule}</p>}
    </div>
  )
}

/** Enough for most series; the others open on request. */
const FIRST_DATES = 6

function Dates({ id }: { id: string }) {
  const { made: t } = useText('made')
  const { value } = useLoaded(useCallback(() => calendarApi.schedule(id), [id]))
  const [all, setAll] = useState(false)
  const times = value?.occurrences ?? []
  const shown = all ? times : times.slice(0, FIRST_DATES)
  return (
    <section className="stack-tight" aria-labelledby="dates">
      <h3 id="dates">{t.dates}</h3>
      <ol className="made-dates">
        {shown.map((time) => (
          <li key={time.at}>
            <OneDate time={time} />
          </li>
        ))}
      </ol>
      {times.length > shown.length && (
        <div className="row">
          <Button small onPress={() => setAll(true)}>
            {t.moreDates(times.length - shown.length)}
          </Button>
        </div>
      )}
    </section>
  )
}

function OneDate({ time: { start, ends } }: { time: OccurrenceView }) {
  const { time } = useTime()
  const day = new Intl.DateTimeFormat(useLocale(), {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
  return (
    <time dateTime={new Date(start).toISOString()}>
      {day.format(start)}
      <span className="soft">
        {' '}
        {time(start)}–{time(ends)}
      </span>
    </time>
  )
}

function Next({ secret: { meeting } }: { secret: MeetingSecret }) {
  const t = useText('made', 'meeting')
  const c = useTexts('calendar')
  const shared = useMeetingLink(meeting.id, meeting.founder)
  const steps = meeting.scheduled ? t.made.steps : t.made.stepsUntimed
  return (
    <section className="card stack made-next" aria-labelledby="next">
      <h2 id="next">{t.made.next}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="made-links">
        <Link to={meetingPath(meeting.id)} look={meeting.scheduled ? 'plain' : 'primary'}>
          {t.secret.open}
        </Link>
        {meeting.scheduled && (
          <>
            <CalendarFile id={meeting.id} founder={meeting.founder} look="quiet" />
            <Link to={schedulePath(meeting.id)} look="quiet">
              {c.plan}
            </Link>
          </>
        )}
        <Link to={invitesPath(meeting.id)} look="quiet">
          {t.made.invites}
        </Link>
        <Link to="/meetings" look="quiet">
          {t.secret.toList}
        </Link>
      </div>
      <figure className="made-code">
        {shared && <CoveredQr text={shared.link} label={t.made.code} />}
        <figcaption className="small soft">{t.made.codeWhat}</figcaption>
      </figure>
    </section>
  )
}
