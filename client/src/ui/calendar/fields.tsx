import { LIMITS } from '../../../../server/protocol/limits.ts'
import type { Weekday } from '../../../../server/protocol/calendar.ts'
import type { Parts } from '../../i18n/parts.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { Checkbox } from '../widgets/choice.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import './calendar.css'
import { HOME_ZONE, LENGTHS, OPENS, REPEATS, weekdayOf } from './draft.ts'
import type { Draft, RepeatKind } from './draft.ts'

const DAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const ZONES = [
  HOME_ZONE,
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== HOME_ZONE),
]

const repeatName = (c: Parts['calendar']): Record<RepeatKind, string> => ({
  none: c.repeatNone,
  day: c.repeatDay,
  week: c.repeatWeek,
  monthDate: c.repeatMonthDate,
  monthWeekday: c.repeatMonthWeekday,
})

const everyOf = (c: Parts['calendar'], repeat: RepeatKind) =>
  repeat === 'day' ? c.everyDays : repeat === 'week' ? c.everyWeeks : c.everyMonths

type Props = { draft: Draft; checked: boolean; onChange: (draft: Draft) => void }

/** When a meeting is, whom it asks and what about. */
export function ScheduleFields({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const t = useText()
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const lengths = known(LENGTHS, draft.length)
  return (
    <>
      <div className="schedule-when">
        <TextField
          label={c.start}
          hint={c.startHint}
          type="datetime-local"
          value={draft.start}
          onChange={(start) => set({ start })}
          error={checked && weekdayOf(draft.start) === null ? t.common.required : null}
          isRequired
        />
        <Select
          label={c.length}
          value={draft.length}
          options={lengths.map((value) => ({ value, label: c.minutes(Number(value)) }))}
          onChange={(length) => set({ length })}
        />
      </div>
      <Select
        label={c.zone}
        value={draft.zone}
        options={known(ZONES, draft.zone).map((zone) => ({
          value: zone,
          label: zone === HOME_ZONE ? c.zoneVietnam : zone,
        }))}
        onChange={(zone) => set({ zone })}
      />
      <RepeatFields draft={draft} checked={checked} onChange={onChange} />
      <TextField
        label={c.agenda}
        hint={c.agendaHint}
        value={draft.agenda}
        onChange={(agenda) => set({ agenda })}
        lines={4}
        maxLength={LIMITS.chatText}
      />
      <TextField
        label={c.people}
        hint={c.peopleHint}
        value={draft.people}
        onChange={(people) => set({ people })}
        lines={2}
        autoComplete="off"
        exact
      />
      <Select
        label={c.opensBefore}
        value={draft.opensBefore}
        options={known(OPENS, draft.opensBefore).map((value) => ({
          value,
          label: c.minutes(Number(value)),
        }))}
        onChange={(opensBefore) => set({ opensBefore })}
      />
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

function RepeatFields({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const first = weekdayOf(draft.start)
  const count = Number(draft.count)
  const names = repeatName(c)
  return (
    <>
      <Select
        label={c.repeat}
        value={draft.repeat}
        options={REPEATS.map((value) => ({ value, label: names[value] }))}
        onChange={(repeat) => set({ repeat })}
      />
      {draft.repeat === 'week' && (
        <fieldset>
          <legend className="field-label">{c.days}</legend>
          <div className="schedule-days">
            {DAYS.map((day) => (
              <Checkbox
                key={day}
                label={c.weekdays[day]}
                checked={day === first || draft.days.includes(day)}
                disabled={day === first}
                onChange={(on) =>
                  set({ days: on ? [...draft.days, day] : draft.days.filter((one) => one !== day) })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      {draft.repeat !== 'none' && (
        <div className="schedule-when">
          <TextField
            label={c.count}
            hint={c.countHint}
            inputMode="numeric"
            value={draft.count}
            onChange={(value) => set({ count: value })}
            error={checked && !(count >= 2 && count <= LIMITS.occurrences) ? c.countHint : null}
            isRequired
          />
          <Select
            label={c.interval}
            value={draft.interval}
            options={known(['1', '2', '3', '4', '6', '12'], draft.interval).map((value) => ({
              value,
              label: everyOf(c, draft.repeat)(Number(value)),
            }))}
            onChange={(interval) => set({ interval })}
          />
        </div>
      )}
    </>
  )
}

/** What is planned already can be kept, also when it is none of the usual values. */
const known = (usual: readonly string[], value: string): readonly string[] =>
  usual.includes(value) ? usual : [...usual, value]
