import { useCallback } from 'react'
import type { Stay } from '../../../../server/protocol/http.ts'
import { api } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import type { Texts } from '../../i18n/vi.ts'
import { csv } from '../audit/csv.ts'
import { saveText } from '../audit/save.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

type Props = { meeting: { id: string }; onClose: () => void }

/** Who was there, on screen and as a file for a spreadsheet. */
export function Attendance({ meeting, onClose }: Props) {
  const t = useText()
  const { value: stays, failure } = useLoaded(
    useCallback(() => api.attendance(meeting.id), [meeting.id]),
  )
  const save = () => {
    if (stays)
      saveText(`anhop-${meeting.id}-attendance.csv`, 'text/csv', csv([...fileOf(t, stays)]))
  }
  return (
    <Dialog title={t.attendance.title} onClose={onClose}>
      <FailureAlert failure={failure} />
      {stays?.length === 0 && <p className="soft">{t.attendance.empty}</p>}
      <ul className="list">
        {stays?.map((stay) => (
          <Row key={`${stay.joinedAt} ${stay.name}`} stay={stay} />
        ))}
      </ul>
      <div className="dialog-actions">
        {stays && stays.length > 0 && <Button onPress={save}>{t.attendance.save}</Button>}
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}

function Row({ stay: { name, kind, joinedAt, leftAt } }: { stay: Stay }) {
  const t = useText()
  const { dateTime, time } = useTime()
  return (
    <li className="list-row">
      <div>
        <p>{name}</p>
        <p className="small soft">
          {t.kinds[kind]} · {dateTime(joinedAt)} –{' '}
          {leftAt === null ? t.attendance.inside : time(leftAt)}
        </p>
      </div>
    </li>
  )
}

const iso = (at: number) => new Date(at).toISOString()

function* fileOf(t: Texts, stays: readonly Stay[]) {
  const { columns } = t.attendance
  yield [columns.name, columns.kind, columns.joined, columns.left, columns.minutes]
  for (const { name, kind, joinedAt, leftAt } of stays) {
    const minutes = leftAt === null ? '' : String(Math.round((leftAt - joinedAt) / 60_000))
    yield [name, t.kinds[kind], iso(joinedAt), leftAt === null ? '' : iso(leftAt), minutes]
  }
}
