import { useCallback, useState } from 'react'
import type { InviteLink, InviteState, InviteView } from '../../../../server/protocol/http.ts'
import { api } from '../../http/api.ts'
import { useText, useTime } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Confirm } from '../widgets/dialog.tsx'
import { Link } from '../widgets/link.tsx'
import { Page } from '../widgets/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'
import { MadeInvites, MakeInvites } from './make-invites.tsx'

/** How often the states are asked for while the page is visible. */
const REFRESH_MS = 10_000

export function Invites({ id }: { id: string }) {
  return (
    <Page wide current="meetings">
      <SignedIn>{() => <InvitesOf id={id} />}</SignedIn>
    </Page>
  )
}

function InvitesOf({ id }: { id: string }) {
  const t = useText()
  const load = useCallback(() => api.invites(id), [id])
  const { value, failure, reload } = useLoaded(load, REFRESH_MS)
  const { value: meetings } = useLoaded(api.meetings)
  const [made, setMade] = useState<InviteLink[]>([])
  const [asking, setAsking] = useState<InviteView | null>(null)
  const [said, setSaid] = useState('')
  const meeting = meetings?.find((one) => one.id === id)
  return (
    <div className="stack">
      <div className="page-head">
        <PageTitle>{t.invites.title}</PageTitle>
        <Link to="/meetings" look="plain">
          {t.invites.back}
        </Link>
      </div>
      {meeting && <p className="invites-meeting">{meeting.title}</p>}
      <p>{t.invites.intro}</p>
      <FailureAlert failure={failure} />
      {value && meeting?.ended === false && (
        <MakeInvites
          id={id}
          onMade={(links) => {
            setMade([...links, ...made])
            void reload()
          }}
        />
      )}
      {made.length > 0 && <MadeInvites links={made} />}
      <output className="small said-ok">{said}</output>
      {value?.length === 0 && <p className="empty">{t.invites.empty}</p>}
      {value && value.length > 0 && <InviteTable invites={value} onRevoke={setAsking} />}
      {asking && (
        <Confirm
          title={t.invites.revokeTitle(asking.name)}
          body={t.invites.revokeBody}
          submit={t.invites.revoke}
          danger
          run={() => api.revokeInvite(id, asking.id)}
          onDone={() => {
            setSaid(t.invites.revoked(asking.name))
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

type TableProps = { invites: InviteView[]; onRevoke: (invite: InviteView) => void }

function InviteTable({ invites, onRevoke }: TableProps) {
  const t = useText()
  const { dateTime } = useTime()
  return (
    <section className="stack" aria-label={t.invites.list}>
      <h2>{t.invites.list}</h2>
      <table className="table">
        <caption className="visually-hidden">{t.invites.list}</caption>
        <thead>
          <tr>
            <th scope="col">{t.invites.name}</th>
            <th scope="col">{t.invites.state}</th>
            <th scope="col">{t.invites.expires}</th>
            <th scope="col">{t.invites.actions}</th>
          </tr>
        </thead>
        <tbody>
          {invites.toSorted(byName).map((invite) => (
            <tr key={invite.id}>
              <th scope="row">{invite.name}</th>
              <td>
                <span className={`badge ${BADGES[invite.state]}`}>
                  {t.invites.states[invite.state]}
                </span>
              </td>
              <td className="small">{t.invites.until(dateTime(invite.expiresAt))}</td>
              <td>
                {invite.state !== 'revoked' && (
                  <Button
                    small
                    aria-label={t.invites.revokeNamed(invite.name)}
                    onPress={() => onRevoke(invite)}
                  >
                    {t.invites.revoke}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

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
