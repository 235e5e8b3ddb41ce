import { id128, sha256, token256 } from '../auth/tokens.ts'
import type { PolicyService } from '../auth/policy.ts'
import type { Sealer } from '../auth/seal.ts'
import { calendarFile } from '../files/calendar/file.ts'
import type { Mailer } from '../mail/mailer.ts'
import { invitation } from '../mail/message.ts'
import type { Message } from '../mail/message.ts'
import type { MeetingRecord } from '../meeting/records.ts'
import { inviteGood } from '../policy/invites.ts'
import { Refusal } from '#protocol/errors.ts'
import type { InviteLink, MailSwitch, MailedKeys } from '#protocol/http.ts'
import type { InviteId } from '#protocol/ids.ts'
import type { Planned } from '../store/calendar.ts'
import type { InviteUse } from '../store/invites.ts'
import type { Repositories, Store } from '../store/store.ts'
import { aboutInvite, mailedMeeting, mailedOffice, whenOf } from './change-notices.ts'
import type { MailedOffice } from './change-notices.ts'
import { linkOf, mayInvite, stateOf, view } from './invites.ts'
import { audited, own } from './meetings.ts'
import type { Origins } from './origin.ts'
import { route } from './routes.ts'
import type { Call, Route } from './routes.ts'

/** `mailer` is null if no mail server is configured. */
export type MailRoutesDeps = {
  store: Store
  origins: Origins
  mailer: Mailer | null
  policy: Pick<PolicyService, 'read'>
  sealer: Sealer
}

/**
 * Invitations by mail. Addresses are not stored, unless the meeting is scheduled: then they are
 * kept sealed, to send notice of changes [ADM8]. They never appear in a log.
 */
export function mailRoutes(deps: MailRoutesDeps): Route[] {
  return [switchRoute(deps), sendRoute(deps)]
}

function switchRoute({ mailer }: MailRoutesDeps): Route {
  return route({
    method: 'GET',
    path: '/api/mail',
    access: 'signed-in',
    body: null,
    async run(): Promise<MailSwitch> {
      return { on: mailer !== null }
    },
  })
}

/**
 * The store keeps only hashes of links, so each mail carries a new link and voids the old one.
 * Responds as soon as the mails are queued; the list of invites shows their outcome.
 */
function sendRoute({ store, origins, mailer, policy, sealer }: MailRoutesDeps): Route {
  return route({
    method: 'POST',
    path: '/api/meetings/:id/invites/mail',
    access: 'signed-in',
    body: 'mailInvites',
    async run(call): Promise<InviteLink[]> {
      const meeting = await own({ store }, call)
      if (mailer === null) throw new Refusal('mail_off')
      if (meeting.endedAt !== null) throw new Refusal('meeting_over')
      await mayInvite(policy)
      const schedule = await store.calendar.schedule(meeting.id)
      const planned = schedule && {
        meeting,
        schedule,
        occurrences: await store.calendar.occurrences(meeting.id),
      }
      const sealed = (id: InviteId, to: string) => planned && sealer.seal(to, aboutInvite(id))
      const office = await mailedOffice(store)
      const letters = await store.transaction((tx) => renewLinks(tx, call, meeting, mailer, sealed))
      return letters.map((letter) => {
        const { invite, token, keys } = letter
        const link = linkOf(origins, invite, token, keys)
        mailer.enqueue(
          messageOf(letter, { meeting, planned, link, now: call.now, origins, mailer, office }),
          (outcome) => store.invites.mailed(invite.id, sha256(token), outcome),
        )
        return { invite: view(invite, stateOf(invite, call.now), 'queued'), link }
      })
    },
  })
}

type Letter = { invite: InviteUse; to: string; token: string; keys: MailedKeys | undefined }

/**
 * Issues a new link for each invite, counted against the limits.
 * @throws Refusal `rate_limited`, `busy`
 */
async function renewLinks(
  tx: Repositories,
  call: Call<'signed-in', 'mailInvites'>,
  meeting: MeetingRecord,
  mailer: Mailer,
  sealed: (id: InviteId, to: string) => string | null,
): Promise<Letter[]> {
  const { now, account, body } = call
  const known = new Map((await tx.invites.of(meeting.id)).map((one) => [one.id, one]))
  const letters = body.invites.map(({ id, to, keys }) => ({
    invite: mailable(known.get(id), now),
    to,
    keys,
    token: token256(),
  }))
  const count = letters.length
  const batch = { id: id128(), meetingId: meeting.id, accountId: account.id, at: now, count }
  const fitsAt = await tx.mails.fitsAt(batch)
  if (fitsAt > now) throw new Refusal('rate_limited', Math.ceil((fitsAt - now) / 1000))
  if (!mailer.hasRoom(count)) throw new Refusal('busy')
  for (const { invite, to, token } of letters) {
    await tx.invites.mailing(meeting.id, invite.id, sha256(token), sealed(invite.id, to))
  }
  await tx.mails.add(batch)
  await tx.audit.append(audited(call, meeting.id, 'invite.mailed', { count }))
  return letters
}

type About = Pick<MailRoutesDeps, 'origins'> & {
  meeting: MeetingRecord
  planned: Planned | null
  link: string
  now: number
  mailer: Mailer
  office: MailedOffice
}

function messageOf({ invite, to }: Letter, about: About): Message {
  const { meeting, planned, link, now, mailer, office } = about
  const origin = about.origins.publicUrl()
  const guest = { name: invite.name, address: to }
  const entry = planned && mailedMeeting(planned, guest, { origin, from: mailer.from, office })
  return invitation({
    meeting,
    hostName: meeting.hostName,
    name: invite.name,
    to,
    link,
    expiresAt: invite.expiresAt,
    time: planned && whenOf(planned, now),
    calendar: entry && { method: 'REQUEST', text: calendarFile('REQUEST', [entry]) },
    from: mailer.from,
    office,
    origin,
    id: id128(),
  })
}

/**
 * @throws Refusal if the invite belongs to another meeting, is no longer valid, or has a mail
 *   queued
 */
function mailable(invite: InviteUse | undefined, now: number): InviteUse {
  if (invite === undefined) throw new Refusal('not_found')
  if (!inviteGood(invite, now)) throw new Refusal('link_invalid')
  if (invite.mail === 'queued') throw new Refusal('mail_queued')
  return invite
}
