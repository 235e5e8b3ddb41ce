import { LIMITS } from '../../../../server/protocol/limits.ts'
import { useText } from '../../i18n/text.ts'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'

const LENGTHS = ['30', '60', '90', '120', '180', '240', '480'] as const
type Length = (typeof LENGTHS)[number]

/** When the meeting is, for a calendar file. `start` as the browser's field writes it, or nothing. */
export type EventDraft = { start: string; length: Length }
export const NO_EVENT: EventDraft = { start: '', length: '60' }

/** Vietnam keeps UTC+7 all year; the zone of the host's own machine plays no part. */
export function eventOf({ start, length }: EventDraft) {
  return start === ''
    ? {}
    : { event: { start: Date.parse(`${start}:00+07:00`), minutes: Number(length) } }
}

/** Whether the time lies where the server takes it; asked when a form is handed in. */
export function eventAhead(draft: EventDraft): boolean {
  const now = Date.now()
  const { event } = eventOf(draft)
  if (event === undefined) return true
  return event.start > now && event.start < now + LIMITS.eventDaysAhead * 86_400_000
}

type Props = { value: EventDraft; wrong: boolean; onChange: (value: EventDraft) => void }

export function EventFields({ value, wrong, onChange }: Props) {
  const { mail: t } = useText()
  return (
    <div className="mail-event">
      <TextField
        label={t.start}
        hint={t.startHint}
        type="datetime-local"
        value={value.start}
        onChange={(start) => onChange({ ...value, start })}
        error={wrong ? t.startWrong : null}
      />
      <Select<Length>
        label={t.length}
        value={value.length}
        options={LENGTHS.map((length) => ({ value: length, label: t.minutes(Number(length)) }))}
        onChange={(length) => onChange({ ...value, length })}
      />
    </div>
  )
}
