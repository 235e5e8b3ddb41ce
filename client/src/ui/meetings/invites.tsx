import { useState } from 'react'
import type { InviteView } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { useTexts } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Link } from '../shell/link.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { GuestRule } from './guest-rule.tsx'
import { InviteTable } from './invite-table.tsx'
import type { Keyed } from './keyed-invites.ts'
import { MadeInvites } from './made-invites.tsx'
import { MailInvite } from './mail-invite.tsx'
import { MakeInvites } from './make-invites.tsx'
import { useInvites } from './use-invites.ts'

export function Invites({ id }: { id: string }) {
  return (
    <Page wide current="meetings">
      <SignedIn>{() => <InvitesOf id={id} />}</SignedIn>
    </Page>
  )
}

type Asking = { what: 'mail' | 'revoke'; invite: InviteView }

function InvitesOf({ id }: { id: string }) {
  const { invites: t } = useTexts('invites')
  const list = useInvites(id)
  const { meeting, invites, canMail, made } = list
  const keyed = { id, founder: meeting?.founder ?? null }
  const [asking, setAsking] = useState<Asking | null>(null)
  const [said, setSaid] = useState('')
  const ask = (what: Asking['what']) => (invite: InviteView) => setAsking({ what, invite })
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{t.title}</PageTitle>
        <Link to="/meetings" look="plain">
          {t.back}
        </Link>
      </div>
      {meeting && <p className="invites-meeting">{meeting.title}</p>}
      <p>{t.intro}</p>
      <GuestRule />
      <FailureAlert failure={list.failure} />
      {invites && meeting?.ended === false && (
        <MakeInvites meeting={keyed} mail={canMail} onMade={list.added} />
      )}
      {made.length > 0 && (
        <MadeInvites
          meeting={keyed}
          title={meeting?.title ?? null}
          links={made}
          invites={invites ?? []}
          mail={canMail}
          failure={list.mailFailure}
          onSent={list.renewed}
        />
      )}
      <output className="small said-ok">{said}</output>
      {invites && <MailTally invites={invites} />}
      {invites?.length === 0 && <p className="empty">{t.empty}</p>}
      {invites && invites.length > 0 && (
        <InviteTable
          invites={invites}
          onRevoke={ask('revoke')}
          onMail={canMail ? ask('mail') : null}
        />
      )}
      {asking && (
        <Asked
          meeting={keyed}
          asking={asking}
          list={list}
          onSaid={setSaid}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}

type AskedProps = {
  meeting: Keyed
  asking: Asking
  list: ReturnType<typeof useInvites>
  onSaid: (text: string) => void
  onClose: () => void
}

function Asked({ meeting, asking: { what, invite }, list, onSaid, onClose }: AskedProps) {
  const { invites: t } = useTexts('invites')
  switch (what) {
    case 'mail':
      return (
        <MailInvite
          meeting={meeting}
          invite={invite}
          to={list.addressOf(invite.id) ?? ''}
          onSent={(links, to) => {
            onClose()
            list.renewed(links, to)
          }}
          onClose={onClose}
        />
      )
    case 'revoke':
      return (
        <Confirm
          title={t.revokeTitle(invite.name)}
          body={t.revokeBody}
          submit={t.revoke}
          danger
          run={() => api.revokeInvite(meeting.id, invite.id)}
          onDone={() => {
            onSaid(t.revoked(invite.name))
            onClose()
            list.revoked(invite)
          }}
          onClose={onClose}
        />
      )
  }
}

/** A live region with the number of mails sent and failed. */
function MailTally({ invites }: { invites: InviteView[] }) {
  const { mail: t } = useTexts('invites')
  const count = (...states: (string | null)[]) =>
    invites.filter(({ mail }) => states.includes(mail)).length
  const [queued, sent, unsent] = [count('queued'), count('sent'), count('refused', 'failed')]
  return (
    <output className="small">{queued + sent + unsent > 0 && t.tally(queued, sent, unsent)}</output>
  )
}
