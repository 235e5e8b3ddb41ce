import type { Schedule } from '#protocol/calendar.ts'
import type { MeetingSecret } from '#protocol/http.ts'
import { useLocale, useText } from '../../i18n/text.ts'
import { HOME_ZONE, sameClock } from '../calendar/zones.ts'
import { useMeetingLink } from '../meeting-link.ts'
import { CopyButton } from '../widgets/copy.tsx'
import { Masked } from '../widgets/masked.tsx'
import { BareNote } from './bare-note.tsx'

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

type Plan = Pick<Schedule, 'start' | 'minutes' | 'zone'>
type Planned = Plan & Pick<Schedule, 'agenda'>

/**
 * When a meeting takes place, in its own time zone, which is the one its people know. The zone is
 * named if clocks there differ from those here or in Vietnam.
 */
export function useWhen(plan: Plan | null): string {
  const { made: t } = useText('made')
  const locale = useLocale()
  if (plan === null) return ''
  // A time of day in no zone: what the clock on the wall shows.
  const start = Date.parse(`${plan.start}Z`)
  const write = (options: Intl.DateTimeFormatOptions, at: number) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at)
  const day = write({ weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' }, start)
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const text = t.when(day, write(time, start), write(time, start + plan.minutes * 60_000))
  const usual = [HERE, HOME_ZONE].every((zone) => sameClock(plan.zone, zone, start))
  return usual ? text : t.inZone(text, plan.zone.replaceAll('_', ' '))
}

type Props = {
  secret: MeetingSecret
  plan: Planned | null
  /** The rule of repetition in words. */
  rule?: string
  passwordName: string
}

/**
 * What is given out, in two copies that no click puts together [PWD]: the invitation, and the
 * password.
 */
export function Invitation({ secret, plan, rule, passwordName }: Props) {
  const t = useText('made', 'meeting')
  const { title, id, founder } = secret.meeting
  const shared = useMeetingLink(id, founder)
  const link = shared?.link ?? null
  const when = [useWhen(plan), rule ?? ''].filter(Boolean).join('. ')
  const text = link && t.made.invitationText(title, when, plan?.agenda ?? '', link)
  return (
    <div className="invitation">
      <div className="stack-tight">
        <h3>{t.made.invitation}</h3>
        <Masked
          className="secret-value invitation-text"
          label={t.made.invitation}
          text={text ?? ''}
        />
        <div className="row">
          <CopyButton text={text} label={t.made.copyInvitation} look="primary" />
          <CopyButton text={link} label={t.secret.copyLink} />
        </div>
        <BareNote shared={shared} />
      </div>
      <div className="stack-tight">
        <h3>{passwordName}</h3>
        <Masked
          className="secret-value secret-password"
          label={t.secret.password}
          text={secret.password}
        />
        <div className="row">
          <CopyButton text={secret.password} label={t.secret.copyPassword} />
        </div>
        <p className="small soft">{t.secret.once}</p>
      </div>
    </div>
  )
}
