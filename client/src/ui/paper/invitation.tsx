import { useCallback, useState } from 'react'
import type { ScheduleView } from '#protocol/calendar.ts'
import { LIMITS } from '#protocol/limits.ts'
import { calendarApi } from '../../http/calendar.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { useMeetingLink } from '../meeting-link.ts'
import { BareNote } from '../meetings/bare-note.tsx'
import { Qr } from '../qr.tsx'
import { useOffice } from '../shell/office.ts'
import { useMe } from '../shell/session.ts'
import { useServerNow } from '../use-server-now.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { saidOf } from './dates.ts'
import { About, DOTS, Paper, PrintButton } from './paper.tsx'

type Meeting = { id: string; title: string; founder: string | null }

/** An invitation to print, with the shared link. */
export function InvitationDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const t = useText()
  const { invitation: words } = useTexts('paper')
  const [to, setTo] = useState('')
  const schedule = useSchedule(meeting.id)
  const shared = useMeetingLink(meeting.id, meeting.founder)
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.intro}</p>
      <TextField
        label={words.to}
        hint={words.toHint}
        value={to}
        onChange={setTo}
        maxLength={LIMITS.title}
        autoComplete="off"
      />
      <BareNote shared={shared} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
        {schedule !== undefined && shared !== null && (
          <>
            <PrintButton primary />
            <Sheet
              title={meeting.title}
              to={to.trim()}
              link={shared.link}
              personal={false}
              schedule={schedule}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

type PrintProps = {
  meeting: Pick<Meeting, 'id' | 'title'>
  links: readonly { name: string; link: string }[]
}

/** One invitation per personal link, all printed together; with the button. */
export function InvitationsPrint({ meeting, links }: PrintProps) {
  const { invitation: words } = useTexts('paper')
  const schedule = useSchedule(meeting.id)
  if (schedule === undefined) return null
  return (
    <>
      <PrintButton label={words.printAll(links.length)} />
      {links.map(({ name, link }) => (
        <Sheet
          key={link}
          title={meeting.title}
          to={name}
          link={link}
          personal
          schedule={schedule}
        />
      ))}
    </>
  )
}

/** Undefined until it has loaded; null if the meeting has no fixed time. */
function useSchedule(id: string): ScheduleView | null | undefined {
  const { value, failure } = useLoaded(useCallback(() => calendarApi.schedule(id), [id]))
  return failure ? null : (value ?? undefined)
}

type SheetProps = {
  title: string
  to: string
  link: string
  personal: boolean
  schedule: ScheduleView | null
}

function Sheet({ title, to, link, personal, schedule }: SheetProps) {
  const t = useTexts('paper')
  const { invitation: words } = t
  const me = useMe()
  const office = useOffice()
  const host = me?.name ?? ''
  const time = useWhen(schedule)
  const help = [office?.helpLine ?? null, office?.helpAddress ?? null].filter((way) => way !== null)
  const agenda = schedule?.agenda ?? ''
  return (
    <Paper
      title={words.title}
      subject={words.subtitle}
      national
      outgoing
      signers={[{ role: t.signers.inviter, name: host }]}
    >
      <p>
        {words.to}: {to === '' ? DOTS : <strong>{to}</strong>}
      </p>
      <p>{words.invites(office?.name ?? host)}</p>
      <p className="paper-subject">{title}</p>
      <About
        rows={[
          ...(time === null ? [] : [[words.time, time] as const]),
          [t.about.host, host],
          ...(agenda === '' ? [] : [[words.agenda, agenda] as const]),
        ]}
      />
      <h2>{words.howTitle}</h2>
      <div className="paper-link">
        <div>
          <ol>
            {words.how.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p>{words.link}:</p>
          <p className="paper-address">{link}</p>
        </div>
        <Qr text={link} />
      </div>
      {personal && <p>{words.personal}</p>}
      {help.length > 0 && <p>{words.help(help.join(', '))}</p>}
      <p>{words.thanks}</p>
    </Paper>
  )
}

/** The next occurrence, or the first if all are over, in the meeting's own time zone. */
function useWhen(schedule: ScheduleView | null): string | null {
  const t = useTexts('paper')
  const now = useServerNow(null)
  const times = schedule?.occurrences.filter(({ cancelled }) => !cancelled) ?? []
  const next = times.find(({ ends }) => ends > now) ?? times[0]
  if (!schedule || !next) return null
  const { day, clock } = saidOf(t, next.start, schedule.zone)
  return `${clock}, ${day} (${t.invitation.minutes(Math.round((next.ends - next.start) / 60_000))})`
}
