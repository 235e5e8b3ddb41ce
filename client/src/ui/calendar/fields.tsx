import { Suspense } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import { serverNow } from '../../clock.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { lazily } from '../shell/lazily.ts'
import { Checkbox } from '../widgets/choice.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import './calendar.css'
import { complete, dateOf, isDate, known, LENGTHS, OPENS, scheduleOf, timeOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { Coming, LateDate } from './late-date.tsx'
import { RepeatChoice, RepeatFields } from './repeat.tsx'
import { ruleWords } from './rule-words.ts'
import { HOME_ZONE, zoneOf } from './zones.ts'

const TimeOfDay = lazily(async () => (await import('./pickers.tsx')).TimeOfDay)
const PeopleField = lazily(async () => (await import('./pickers.tsx')).PeopleField, 'calendar')
const ZoneField = lazily(async () => (await import('./pickers.tsx')).ZoneField, 'calendar')

type Props = { draft: Draft; checked: boolean; onChange: (draft: Draft) => void }

/** All fields of a schedule. */
export function ScheduleFields(props: Props) {
  return (
    <>
      <WhenFields {...props} />
      <PlanFields {...props} />
    </>
  )
}

type DateTimeProps = { start: string; checked: boolean; onChange: (start: string) => void }

/** `start`: `2026-11-23T09:00`; either half may be missing. */
export function DateTimeFields({ start, checked, onChange }: DateTimeProps) {
  const c = useTexts('calendar')
  const [date, time] = [dateOf(start), timeOf(start)]
  return (
    <>
      <LateDate
        label={c.date}
        value={date}
        onChange={(day) => onChange(`${day}T${time}`)}
        error={checked && !isDate(date) ? c.dateNeeded : null}
      />
      <Suspense fallback={<Coming label={c.start} />}>
        <TimeOfDay
          label={c.start}
          value={time}
          onChange={(clock) => onChange(`${date}T${clock}`)}
          error={checked && time === '' ? c.timeNeeded : null}
        />
      </Suspense>
    </>
  )
}

/** Date, time, length, and whether it repeats. */
export function WhenFields({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const { date } = useTime()
  const repeat = complete(draft) ? scheduleOf(draft).repeat : null
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  return (
    <div className="stack-tight">
      <div className="schedule-when">
        <DateTimeFields
          start={draft.start}
          checked={checked}
          onChange={(start) => set({ start })}
        />
        <Select
          label={c.length}
          value={draft.length}
          options={known(LENGTHS, draft.length).map((value) => ({
            value,
            label: c.minutes(Number(value)),
          }))}
          onChange={(length) => set({ length })}
        />
        <RepeatChoice draft={draft} onChange={onChange} />
      </div>
      {repeat !== null && (
        <p className="small soft">{ruleWords(c, { repeat, start: draft.start }, date)}</p>
      )}
      {draft.zone !== HOME_ZONE && (
        <p className="small soft">
          {c.inOtherZone(zoneOf(draft.zone, c.zoneNames, serverNow()).label)}
        </p>
      )}
    </div>
  )
}

/** What most meetings leave as it is. */
export function PlanFields({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  return (
    <>
      <RepeatFields draft={draft} checked={checked} onChange={onChange} />
      <Suspense fallback={<Coming label={c.people} />}>
        <PeopleField people={draft.people} onChange={(people) => set({ people })} />
      </Suspense>
      <TextField
        label={c.agenda}
        hint={c.agendaHint}
        value={draft.agenda}
        onChange={(agenda) => set({ agenda })}
        lines={3}
        limit={LIMITS.chatText}
      />
      <div className="schedule-end">
        <Select
          label={c.opensBefore}
          value={draft.opensBefore}
          options={known(OPENS, draft.opensBefore).map((value) => ({
            value,
            label: c.minutes(Number(value)),
          }))}
          onChange={(opensBefore) => set({ opensBefore })}
        />
        <Suspense fallback={<Coming label={c.zone} />}>
          <ZoneField zone={draft.zone} onChange={(zone) => set({ zone })} />
        </Suspense>
      </div>
      {draft.repeat !== 'none' && (
        <Checkbox
          label={c.keepPassword}
          what={c.keepPasswordWhat}
          checked={draft.keepPassword}
          onChange={(keepPassword) => set({ keepPassword })}
        />
      )}
    </>
  )
}
