import { useCallback, useEffect, useState } from 'react'
import type { InviteLink, InviteState, InviteView } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { GuestRule } from './guest-rule.tsx'
import { MadeInvites } from './made-invites.tsx'
import type { Made } from './made-invites.tsx'
import { MailBadge } from './mail-badge.tsx'
import { MailInvite } from './mail-invite.tsx'
import { MakeInvites } from './make-invites.tsx'

/** How often the states are asked for while the page is visible. */
const REFRESH_MS = 10_000
/** And while mails are on their way. */
const MAILING_MS = 1500

export function Invites({ id }: { id: string }) {
  return (
    <Page wide current="meetings">
      <SignedIn>{() => <InvitesOf id={id} />}</SignedIn>
    </Page>
  )
}

function InvitesOf({ id }: { id: string }) {
  const texts = useTexts('invites')
  const load = useCallback(() => api.invites(id), [id])
  const { value, failure, reload } = useLoaded(load, REFRESH_MS)
  const { value: meetings } = useLoaded(api.meetings)
  const { value: mail } = useLoaded(api.mail)
  const [made, setMade] = useState<Made[]>([])
  const [mailFailure, setMailFailure] = useState<Failure | null>(null)
  const [mailing, setMailing] = useState<InviteView | null>(null)
  const [asking, setAsking] = useState<InviteView | null>(null)
  const [said, setSaid] = useState('')
  const meeting = meetings?.find((one) => one.id === id)
  const mailOn = mail?.on === true && meeting?.ended === false
  const queued = value?.some((invite) => invite.mail === 'queued') === true
  useEffect(() => {
    if (!queued) return undefined
    const timer = setInterval(() => void reload(), MAILING_MS)
    return () => clearInterval(timer)
  }, [queued, reload])
  /** A mail takes a new link: the one that was here is dead. */
  const renewed = (links: InviteLink[], to?: string) => {
    const ids = new Set(links.map(({ invite }) => invite.id))
    const known = (of: string) => made.find(({ invite }) => invite.id === of)
    setMade([
      ...links.map((link) => ({ ...link, to: to ?? known(link.invite.id)?.to ?? null })),
      ...made.filter(({ invite }) => !ids.has(invite.id)),
    ])
    setMailFailure(null)
    void reload()
  }
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{texts.invites.title}</PageTitle>
        <Link to="/meetings" look="plain">
          {texts.invites.back}
        </Link>
      </div>
      {meeting && <p className="invites-meeting">{meeting.title}</p>}
      <p>{texts.invites.intro}</p>
      <GuestRule />
      <FailureAlert failure={failure} />
      {value && meeting?.ended === false && (
        <MakeInvites
          id={id}
          mail={mailOn}
          onMade={(outcome) => {
            setMade([...outcome.made, ...made])
            setMailFailure(outcome.mailFailure)
            void reload()
          }}
        />
      )}
      {made.length > 0 && (
        <MadeInvites
          id={id}
          links={made}
          invites={value ?? []}
          mail={mailOn}
          failure={mailFailure}
          onSent={renewed}
        />
      )}
      <output className="small said-ok">{said}</output>
      {value && <MailTally invites={value} />}
      {value?.length === 0 && <p className="empty">{texts.invites.empty}</p>}
      {value && value.length > 0 && (
        <InviteTable invites={value} onRevoke={setAsking} onMail={mailOn ? setMailing : null} />
      )}
      {mailing && (
        <MailInvite
          id={id}
          invite={mailing}
          to={made.find(({ invite }) => invite.id === mailing.id)?.to ?? ''}
          onSent={(links, to) => {
            setMailing(null)
            renewed(links, to)
          }}
          onClose={() => setMailing(null)}
        />
      )}
      {asking && (
        <Confirm
          title={texts.invites.revokeTitle(asking.name)}
          body={texts.invites.revokeBody}
          submit={texts.invites.revoke}
          danger
          run={() => api.revokeInvite(id, asking.id)}
          onDone={() => {
            setSaid(texts.invites.revoked(asking.name))
            setMade(made.filter(({ invite }) => invite.id !== asking.id))
            setAsking(null)
            void reload()
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}

/** Read aloud when it changes: how many went out, and how many did not. */
function MailTally({ invites }: { invites: InviteView[] }) {
  const { mail: t } = useTexts('invites')
  const count = (...states: (string | null)[]) =>
    invites.filter(({ mail }) => states.includes(mail)).length
  const [queued, sent, unsent] = [count('queued'), count('sent'), count('refused', 'failed')]
  return (
    <output className="small">{queued + sent + unsent > 0 && t.tally(queued, sent, unsent)}</output>
  )
}

type TableProps = {
  invites: InviteView[]
  onRevoke: (invite: InviteView) => void
  /** Null: this server sends no mail. */
  onMail: ((invite: InviteView) => void) | null
}

function InviteTable({ invites, onRevoke, onMail }: TableProps) {
  const texts = useTexts('invites')
  const { dateTime } = useTime()
  return (
    <section className="stack" aria-label={texts.invites.list}>
      <h2>{texts.invites.list}</h2>
      <table className="table">
        <caption className="visually-hidden">{texts.invites.list}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.invites.name}</th>
            <th scope="col">{texts.invites.state}</th>
            <th scope="col">{texts.invites.expires}</th>
            {onMail && <th scope="col">{texts.mail.column}</th>}
            <th scope="col">{texts.invites.actions}</th>
          </tr>
        </thead>
        <tbody>
          {[...invites].sort(byName).map((invite) => (
            <tr key={invite.id}>
              <th scope="row">{invite.name}</th>
              <td>
                <span className={`badge ${BADGES[invite.state]}`}>
                  {texts.invites.states[invite.state]}
                </span>
              </td>
              <td className="small">{texts.invites.until(dateTime(invite.expiresAt))}</td>
              {onMail && (
                <td>
                  <MailBadge state={invite.mail} />
                </td>
              )}
              <td>
                <div className="row">
                  {onMail && MAILABLE.has(invite.state) && invite.mail !== 'queued' && (
                    <Button
                      small
                      aria-label={texts.mail.sendNamed(invite.name)}
                      onPress={() => onMail(invite)}
                    >
                      {texts.mail.send}
                    </Button>
                  )}
                  {invite.state !== 'revoked' && (
                    <Button
                      small
                      aria-label={texts.invites.revokeNamed(invite.name)}
                      onPress={() => onRevoke(invite)}
                    >
                      {texts.invites.revoke}
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const MAILABLE = new Set<InviteState>(['unused', 'in_use', 'used'])

/** The newest list first, within it as Vietnamese sorts. */
const byName = (a: InviteView, b: InviteView) =>
  b.createdAt - a.createdAt || a.name.localeCompare(b.name, 'vi')

const BADGES: Record<InviteState, string> = {
  unused: '',
  in_use: 'badge-ok',
  used: '',
  revoked: 'badge-warn',
  expired: 'badge-warn',
}
