import type { InviteState, InviteView } from '#protocol/http.ts'
import { useTexts, useTime } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { MailBadge } from './mail-badge.tsx'

type TableProps = {
  invites: InviteView[]
  onRevoke: (invite: InviteView) => void
  /** Null if this server does not send mail. */
  onMail: ((invite: InviteView) => void) | null
}

export function InviteTable({ invites, onRevoke, onMail }: TableProps) {
  const texts = useTexts('invites')
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
            <Row key={invite.id} invite={invite} onRevoke={onRevoke} onMail={onMail} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ invite, onRevoke, onMail }: Omit<TableProps, 'invites'> & { invite: InviteView }) {
  const texts = useTexts('invites')
  const { dateTime } = useTime()
  return (
    <tr>
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
  )
}

const MAILABLE = new Set<InviteState>(['unused', 'in_use', 'used'])

/** Newest batch first; within a batch, in Vietnamese sort order. */
const byName = (a: InviteView, b: InviteView) =>
  b.createdAt - a.createdAt || a.name.localeCompare(b.name, 'vi')

const BADGES: Record<InviteState, string> = {
  unused: '',
  in_use: 'badge-ok',
  used: '',
  revoked: 'badge-warn',
  expired: 'badge-warn',
}
