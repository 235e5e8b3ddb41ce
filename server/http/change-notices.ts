import type { Sealer } from '../auth/seal.ts'
import { id128 } from '../auth/tokens.ts'
import { calendarFile } from '../files/calendar/file.ts'
import { calendarMeeting, describe, organizerName } from '../files/calendar/meeting.ts'
import type { CalendarMeeting } from '../files/calendar/file.ts'
import type { Mailer } from '../mail/mailer.ts'
import { changeNotice } from '../mail/message.ts'
import type { ChangeNotice, Sender, When } from '../mail/message.ts'
import { Refusal } from '#protocol/errors.ts'
import type { OfficeRecord } from '#protocol/office.ts'
import { auditEvent } from '../store/audit.ts'
import type { Planned } from '../store/calendar.ts'
import type { Repositories, Store } from '../store/store.ts'
import type { Origins } from './origin.ts'

export type NoticeDeps = {
  store: Store
  origins: Origins
  mailer: Mailer | null
  sealer: Sealer
}

type Change = { what: ChangeNotice['what']; at?: number }
type Receiver = Awaited<ReturnType<Repositories['invites']['reachable']>>[number]

/** [POL3] The office as mails show it. */
export type MailedOffice = OfficeRecord & Sender

export async function mailedOffice({ office }: Pick<Store, 'office'>): Promise<MailedOffice> {
  const record = await office.read()
  return { ...record, picture: record.emblem === null ? null : await office.emblem() }
}

/** Binds a sealed address to its invite. */
export const aboutInvite = (id: string): string => `invite ${id}`

/** The meeting as described in the calendar file that is mailed to one person. */
export function mailedMeeting(
  planned: Planned,
  to: { name: string; address: string },
  { origin, from, office }: { origin: string; from: string; office: OfficeRecord },
): CalendarMeeting {
  return calendarMeeting(planned, origin, {
    description: describe(planned.schedule.agenda, office),
    organizer: { name: organizerName(planned.meeting.hostName, office), uri: `mailto:${from}` },
    attendee: to,
  })
}

/** The time that a mail mentions: the occurrence it is about, otherwise the next one. */
export function whenOf({ schedule, occurrences }: Planned, now: number, at?: number): When | null {
  const time =
    at === undefined
      ? occurrences.find(({ cancelled, ends }) => !cancelled && ends > now)
      : occurrences.find((one) => one.at === at)
  if (time === undefined) return null
  return {
    start: time.start,
    minutes: Math.round((time.ends - time.start) / 60_000),
    zone: schedule.zone,
    repeats: schedule.repeat !== null && at === undefined,
  }
}

/**
 * Counts the mails against the limits and audits them, in the transaction of the change itself.
 * Nothing is sent yet. Returns the people to notify; empty if none should be or can be.
 * @throws Refusal `rate_limited` and `busy`, before anything has changed
 */
export async function reserve(
  { mailer }: NoticeDeps,
  tx: Repositories,
  { meeting, now, notify }: { meeting: Planned['meeting']; now: number; notify: boolean },
): Promise<Receiver[]> {
  if (mailer === null || !notify) return []
  const receivers = await tx.invites.reachable(meeting.id, now)
  if (receivers.length === 0) return []
  const batch = {
    id: id128(),
    meetingId: meeting.id,
    accountId: meeting.hostAccount,
    at: now,
    count: receivers.length,
  }
  const fitsAt = await tx.mails.fitsAt(batch)
  if (fitsAt > now) throw new Refusal('rate_limited', Math.ceil((fitsAt - now) / 1000))
  if (!mailer.hasRoom(receivers.length)) throw new Refusal('busy')
  await tx.mails.add(batch)
  const about = { meetingId: meeting.id, details: { count: receivers.length } }
  await tx.audit.append(auditEvent(now, 'schedule.mailed', meeting.hostAccount, about))
  return receivers
}

/** Sends one mail per person, so that nobody learns who else is invited. */
export async function tell(
  { store, origins, mailer, sealer }: NoticeDeps,
  planned: Planned,
  { what, at }: Change,
  receivers: readonly Receiver[],
  now: number,
): Promise<void> {
  if (mailer === null || receivers.length === 0) return
  const { from } = mailer
  const origin = origins.publicUrl()
  const office = await mailedOffice(store)
  const { hostName, title } = planned.meeting
  for (const { invite, address } of receivers) {
    const to = sealer.open(address, aboutInvite(invite.id))
    if (to === null) continue
    const entry = mailedMeeting(
      planned,
      { name: invite.name, address: to },
      { origin, from, office },
    )
    const method = what === 'changed' ? 'REQUEST' : 'CANCEL'
    const message = changeNotice({
      what,
      meeting: { title },
      hostName,
      name: invite.name,
      to,
      time: whenOf(planned, now, at),
      calendar: { method, text: calendarFile(method, [entry], at) },
      from,
      office,
      origin,
      id: id128(),
    })
    mailer.enqueue(message, (outcome) => store.invites.mailed(invite.id, invite.tokenHash, outcome))
  }
}
