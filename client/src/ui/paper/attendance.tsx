import type { Stay } from '#protocol/http.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { minutes } from '../meetings/stays.ts'
import type { Attendee } from '../meetings/stays.ts'
import { useMe } from '../shell/session.ts'
import { heldFrom, spanOf } from './dates.ts'
import { About, Paper, PrintButton } from './paper.tsx'

type Props = { title: string; people: readonly Attendee[] }

/** Prints the attendance list; with its button, for the dialog that shows the list. */
export function AttendancePrint({ title, people }: Props) {
  const t = useTexts('paper')
  const me = useMe()
  const held = heldFrom(people.flatMap(({ stays }) => stays))
  const host = me?.name ?? ''
  return (
    <>
      <PrintButton />
      <Paper
        title={t.attendance.title}
        subject={title}
        signers={[
          { role: t.signers.writer, name: null },
          { role: t.signers.host, name: host },
        ]}
      >
        <About
          rows={[
            ...(held ? [[t.about.time, spanOf(t, held.from, held.to)] as const] : []),
            [t.about.where, t.about.online],
            [t.about.host, host],
          ]}
        />
        <Present people={people} />
        <p>{t.attendance.total(people.length)}</p>
      </Paper>
    </>
  )
}

/** Who was there and when, as a table. */
function Present({ people }: { people: readonly Attendee[] }) {
  const t = useTexts('paper')
  const { attendance: words } = t
  const span = useStaySpan(people)
  return (
    <table>
      <thead>
        <tr>
          <th className="paper-number">{words.number}</th>
          <th>{words.name}</th>
          <th>{words.kind}</th>
          <th>{words.stays}</th>
          <th className="paper-number">{words.minutes}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person, index) => (
          <tr key={person.person}>
            <td className="paper-number">{index + 1}</td>
            <td>
              {person.name}
              {person.position !== null && <div>{person.position}</div>}
            </td>
            <td>{t.kinds[person.kind]}</td>
            <td>
              {person.stays.map((stay) => (
                <div key={stay.joinedAt}>{span(stay)}</div>
              ))}
            </td>
            <td className="paper-number">{minutes(person.ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Without the date if all of it was on one day, because the head names that day. */
function useStaySpan(people: readonly Attendee[]): (stay: Stay) => string {
  const { attendance: words } = useTexts('paper')
  const { date, time, dateTime } = useTime()
  const days = people.flatMap(({ stays }) =>
    stays.flatMap(({ joinedAt, leftAt }) => [date(joinedAt), date(leftAt ?? joinedAt)]),
  )
  const moment = new Set(days).size > 1 ? dateTime : time
  return ({ joinedAt, leftAt }) =>
    `${moment(joinedAt)} – ${leftAt === null ? words.stillIn : moment(leftAt)}`
}
