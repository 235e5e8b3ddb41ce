import type { Weekday } from '#protocol/calendar.ts'
import type { Parts } from '../../i18n/parts.ts'
import { useTexts } from '../../i18n/text.ts'
import { Checkbox } from '../widgets/choice.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import { ENDS, endsWell, known, REPEATS, weekdayOf } from './draft.ts'
import type { Draft, RepeatKind } from './draft.ts'
import { LateDate } from './late-date.tsx'

const DAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const INTERVALS = ['1', '2', '3', '4', '6', '12']

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

/** Whether a meeting repeats. */
export function RepeatChoice({ draft, onChange }: Omit<Props, 'checked'>) {
  const c = useTexts('calendar')
  const names = repeatName(c)
  return (
    <Select
      label={c.repeat}
      value={draft.repeat}
      options={REPEATS.map((value) => ({ value, label: names[value] }))}
      onChange={(repeat) => onChange({ ...draft, repeat })}
    />
  )
}

/** How it repeats, and when the series ends. */
export function RepeatFields({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  if (draft.repeat === 'none') return null
  return (
    <>
      {draft.repeat === 'week' && <Weekdays draft={draft} onChange={(days) => set({ days })} />}
      <div className="schedule-series">
        <Select
          label={c.interval}
          value={draft.interval}
          options={known(INTERVALS, draft.interval).map((value) => ({
            value,
            label: everyOf(c, draft.repeat)(Number(value)),
          }))}
          onChange={(interval) => set({ interval })}
        />
        <Select
          label={c.ends}
          value={draft.ends}
          options={ENDS.map((value) => ({ value, label: c.endsHow[value] }))}
          onChange={(ends) => set({ ends })}
        />
        <End draft={draft} checked={checked} onChange={onChange} />
      </div>
    </>
  )
}

function Weekdays({ draft, onChange }: { draft: Draft; onChange: (days: Draft['days']) => void }) {
  const c = useTexts('calendar')
  const first = weekdayOf(draft.start)
  return (
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
              onChange(on ? [...draft.days, day] : draft.days.filter((one) => one !== day))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

function End({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const wrong = checked && !endsWell(draft)
  return draft.ends === 'count' ? (
    <TextField
      label={c.count}
      hint={c.countHint}
      inputMode="numeric"
      value={draft.count}
      onChange={(count) => onChange({ ...draft, count })}
      error={wrong ? c.countHint : null}
      isRequired
    />
  ) : (
    <LateDate
      label={c.until}
      hint={c.untilHint}
      value={draft.until}
      onChange={(until) => onChange({ ...draft, until })}
      error={wrong ? c.untilHint : null}
    />
  )
}
