import { LIMITS } from '#protocol/limits.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { Checkbox } from '../widgets/choice.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import './calendar.css'
import { LENGTHS, known, OPENS, weekdayOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { RepeatFields } from './repeat.tsx'
import { HOME_ZONE, zonesFrom } from './zones.ts'

const ZONES = zonesFrom(Intl.supportedValuesOf('timeZone'))

type Props = { draft: Draft; checked: boolean; onChange: (draft: Draft) => void }

/** Fields for the time of a meeting, its invitees and its agenda. */
export function ScheduleFields({ draft, checked, onChange }: Props) {
  const c = useTexts('calendar')
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  return (
    <>
      <WhenFields draft={draft} checked={checked} set={set} />
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

type WhenProps = Omit<Props, 'onChange'> & { set: (change: Partial<Draft>) => void }

function WhenFields({ draft, checked, set }: WhenProps) {
  const c = useTexts('calendar')
  const t = useText()
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
    </>
  )
}
