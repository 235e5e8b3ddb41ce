import { useState } from 'react'
import type { OccurrenceView, ScheduleView } from '#protocol/calendar.ts'
import type { MeetingSecret } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { useServerNow } from '../use-server-now.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox } from '../widgets/choice.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { useAction } from '../widgets/use-action.ts'
import { dateOf, isDate, weekdayOf } from './draft.ts'
import { DateTimeFields } from './fields.tsx'

const PROLONG_MINUTES = 30
const TICK_MS = 15_000
/**
 * How long after it closes an occurrence stays in the list, so that the host can still extend it.
 */
const LINGER_MS = 4 * 3_600_000

type Asking = { what: 'move' | 'skip'; time: OccurrenceView }
type Props = {
  id: string
  view: ScheduleView
  reload: () => Promise<void>
  onSecret: (secret: MeetingSecret) => void
}

/** The remaining occurrences, and what the host can do with each of them. */
export function Occurrences({ id, view, reload, onSecret }: Props) {
  const { schedule: c } = useTexts('calendar')
  const now = useServerNow(TICK_MS)
  const [asking, setAsking] = useState<Asking | null>(null)
  const left = view.occurrences.filter(({ closes }) => closes + LINGER_MS > now)
  const past = view.occurrences.length - left.length
  const done = () => {
    setAsking(null)
    void reload()
  }
  const renew = useAction(api.renewPassword, (secret) => {
    onSecret(secret)
    void reload()
  })
  const prolong = useAction(calendarApi.prolong, () => void reload())
  return (
    <section className="stack-tight" aria-labelledby="times">
      <h2 id="times">{c.times}</h2>
      <FailureAlert failure={renew.failure ?? prolong.failure} />
      {left.length === 0 && <p className="empty">{c.noTimes}</p>}
      <ul className="cards">
        {left.map((time) => (
          <Occurrence
            key={time.at}
            time={time}
            view={view}
            now={now}
            onAsk={setAsking}
            onProlong={() => void prolong.start(id, PROLONG_MINUTES)}
            onRenew={() => void renew.start(id, view.keepPassword ? {} : { occurrence: time.at })}
          />
        ))}
      </ul>
      {past > 0 && <p className="small soft">{c.past(past)}</p>}
      {asking?.what === 'skip' && (
        <Skip id={id} time={asking.time} onDone={done} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'move' && (
        <Move
          id={id}
          time={asking.time}
          zone={view.zone}
          onDone={done}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}

type OccurrenceProps = {
  time: OccurrenceView
  view: ScheduleView
  now: number
  onAsk: (asking: Asking) => void
  onProlong: () => void
  onRenew: () => void
}

function Occurrence(props: OccurrenceProps) {
  const c = useTexts('calendar')
  const { dateTime, time: clock } = useTime()
  const { time, view, now } = props
  const stage = stageOf(time, now)
  return (
    <li className={stage === 'cancelled' ? 'card event event-off' : 'card event'}>
      <p className="event-time">
        {dateTime(time.start)} – {clock(time.ends)}
      </p>
      <div className="event-what">
        <p className="small soft">{c.schedule.lobby(clock(time.opens), clock(time.closes))}</p>
        <Badges time={time} stage={stage} />
      </div>
      {stage !== 'cancelled' && !view.ended && <Actions {...props} stage={stage} />}
    </li>
  )
}

type Stage = 'cancelled' | 'coming' | 'open' | 'over'

function stageOf(time: OccurrenceView, now: number): Stage {
  if (time.cancelled) return 'cancelled'
  if (time.closes <= now) return 'over'
  return time.opens <= now ? 'open' : 'coming'
}

function Badges({ time, stage }: { time: OccurrenceView; stage: Stage }) {
  const c = useTexts('calendar')
  if (stage === 'cancelled')
    return (
      <p className="row-tight">
        <span className="badge badge-warn">{c.cancelled}</span>
      </p>
    )
  return (
    <p className="row-tight">
      {time.start !== time.at && <span className="badge">{c.schedule.changed}</span>}
      {stage === 'open' && <span className="badge badge-ok">{c.open}</span>}
      {stage === 'over' && <span className="badge">{c.over}</span>}
      {stage !== 'over' && (
        <span className={time.password ? 'badge badge-ok' : 'badge badge-warn'}>
          {time.password ? c.schedule.hasPassword : c.noPassword}
        </span>
      )}
    </p>
  )
}

function Actions(props: OccurrenceProps & { stage: Exclude<Stage, 'cancelled'> }) {
  const { time, view, stage, onAsk, onProlong, onRenew } = props
  const { schedule: c } = useTexts('calendar')
  const { dateTime } = useTime()
  const forTime = (action: string) => c.forTime(action, dateTime(time.start))
  const password = time.password ? c.renewPassword : c.password
  return (
    <div className="row event-actions">
      {stage !== 'over' && (
        <Button small aria-label={forTime(password)} onPress={onRenew}>
          {password}
        </Button>
      )}
      {stage !== 'coming' && (
        <Button small onPress={onProlong}>
          {c.prolongBy(PROLONG_MINUTES)}
        </Button>
      )}
      {view.repeat !== null && stage !== 'over' && (
        <>
          <Button small aria-label={forTime(c.move)} onPress={() => onAsk({ what: 'move', time })}>
            {c.move}
          </Button>
          <Button
            small
            look="danger"
            aria-label={forTime(c.skip)}
            onPress={() => onAsk({ what: 'skip', time })}
          >
            {c.skip}
          </Button>
        </>
      )}
    </div>
  )
}

type AskProps = { id: string; time: OccurrenceView; onDone: () => void; onClose: () => void }

function Skip({ id, time, onDone, onClose }: AskProps) {
  const { schedule: c } = useTexts('calendar')
  const { dateTime } = useTime()
  const [notify, setNotify] = useState(true)
  return (
    <Confirm
      title={c.skipTitle(dateTime(time.start))}
      body={c.skipBody}
      submit={c.skip}
      danger
      run={() => calendarApi.skip(id, time.at, { notify })}
      onDone={onDone}
      onClose={onClose}
    >
      <Checkbox label={c.notify} checked={notify} onChange={setNotify} />
    </Confirm>
  )
}

/** Local time in the meeting's zone, in the format the server parses. */
function localIn(at: number, zone: string): string {
  const date = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: zone,
  })
  return date.format(at).replace(' ', 'T')
}

function Move({ id, time, zone, onDone, onClose }: AskProps & { zone: string }) {
  const c = useTexts('calendar')
  const { dateTime } = useTime()
  const [start, setStart] = useState(() => localIn(time.start, zone))
  const [notify, setNotify] = useState(true)
  const minutes = Math.round((time.ends - time.start) / 60_000)
  return (
    <Confirm
      title={c.schedule.moveTitle(dateTime(time.start))}
      submit={c.schedule.move}
      isDisabled={weekdayOf(start) === null || !isDate(dateOf(start))}
      run={() => calendarApi.move(id, time.at, { start, minutes, notify })}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="schedule-move">
        <DateTimeFields start={start} checked onChange={setStart} />
      </div>
      <Checkbox label={c.schedule.notify} checked={notify} onChange={setNotify} />
    </Confirm>
  )
}
