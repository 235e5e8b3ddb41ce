import { useCallback } from 'react'
import type { Stay } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import type { Texts } from '../../i18n/text.ts'
import { saveCsv } from '../save-file.ts'
import { useServerNow } from '../use-server-now.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { attendees, minutes } from './stays.ts'
import type { Attendee } from './stays.ts'
import { late } from '../shell/late.tsx'

const AttendancePrint = late(
  async () => (await import('../paper/attendance.tsx')).AttendancePrint,
  'paper',
)

type Props = { meeting: { id: string; title: string }; onClose: () => void }

/** The attendance list, on screen and as a spreadsheet file. */
export function Attendance({ meeting, onClose }: Props) {
  const t = useText('meeting', 'meetings')
  const { value: stays, failure } = useLoaded(
    useCallback(() => api.attendance(meeting.id), [meeting.id]),
  )
  const now = useServerNow(null)
  const people = stays && attendees(stays, now)
  const save = () => {
    if (people) saveCsv(`anhop-${meeting.id}-attendance`, [...fileOf(t, people, now)])
  }
  return (
    <Dialog title={t.attendance.title} onClose={onClose}>
      <FailureAlert failure={failure} />
      {people?.length === 0 && <p className="soft">{t.attendance.empty}</p>}
      <ul className="list">
        {people?.map((person) => (
          <Row key={person.person} person={person} />
        ))}
      </ul>
      <div className="dialog-actions">
        {people && people.length > 0 && (
          <>
            <AttendancePrint title={meeting.title} people={people} />
            <Button onPress={save}>{t.attendance.save}</Button>
          </>
        )}
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

function Row({ person: { name, position, kind, stays, ms } }: { person: Attendee }) {
  const t = useText('meeting', 'meetings')
  const { dateTime, time } = useTime()
  const until = ({ leftAt }: Stay) => (leftAt === null ? t.attendance.inside : time(leftAt))
  return (
    <li className="list-row">
      <div>
        <p>{name}</p>
        {position !== null && <p className="small">{position}</p>}
        <p className="small soft">
          {t.kinds[kind]} · {t.attendance.total(minutes(ms))}
        </p>
        {stays.map((stay) => (
          <p key={stay.joinedAt} className="small soft">
            {dateTime(stay.joinedAt)} – {until(stay)}
          </p>
        ))}
      </div>
    </li>
  )
}

const iso = (at: number | null) => (at === null ? '' : new Date(at).toISOString())

/** Yields one row per stay. Columns about the person repeat on each of their rows. */
function* fileOf(t: Texts<'meeting' | 'meetings'>, people: readonly Attendee[], now: number) {
  const { columns, inside, gone } = t.attendance
  const { name, position, kind, joined, left, minutes: own, total, now: state } = columns
  yield [name, position, kind, joined, left, own, total, state]
  for (const person of people)
    for (const { joinedAt, leftAt } of person.stays)
      yield [
        person.name,
        person.position ?? '',
        t.kinds[person.kind],
        iso(joinedAt),
        iso(leftAt),
        String(minutes(Math.max(0, (leftAt ?? now) - joinedAt))),
        String(minutes(person.ms)),
        person.inside ? inside : gone,
      ]
}
