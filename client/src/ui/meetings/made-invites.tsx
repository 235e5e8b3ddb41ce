import type { InviteLink, InviteView } from '#protocol/http.ts'
import type { Failure } from '../../http/api.ts'
import { useTexts } from '../../i18n/text.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { Masked } from '../widgets/masked.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useMeetingLink } from '../meeting-link.ts'
import { BareNote } from './bare-note.tsx'
import { mailInvites } from './keyed-invites.ts'
import type { Keyed } from './keyed-invites.ts'
import { MailBadge } from './mail-badge.tsx'
import { late } from '../shell/late.tsx'

const InvitationsPrint = late(
  async () => (await import('../paper/invitation.tsx')).InvitationsPrint,
  'paper',
)

/** `to`: the address it was sent to. Only this page knows it, and only while it is open. */
export type Made = InviteLink & { to: string | null }

type Props = {
  meeting: Keyed
  /** Null until it has loaded. */
  title: string | null
  links: Made[]
  /** Their current state. */
  invites: readonly InviteView[]
  mail: boolean
  /** Why mailing the new links failed. */
  failure: Failure | null
  onSent: (links: InviteLink[]) => void
}

/** The only time the links are on screen. The password is never shown with them. */
export function MadeInvites({ meeting, title, links, invites, mail, failure, onSent }: Props) {
  const texts = useTexts('invites')
  const shared = useMeetingLink(meeting.id, meeting.founder)
  const stateOf = (one: Made) => invites.find(({ id: of }) => of === one.invite.id)?.mail ?? null
  const unsent = links.filter((one) => one.to !== null && UNSENT.has(stateOf(one) ?? 'none'))
  const all = links.map(({ invite, link }) => `${invite.name}\t${link}`).join('\n')
  return (
    <section className="card stack" aria-label={texts.invites.made}>
      <h2>{texts.invites.made}</h2>
      <Alert tone="warn">{texts.invites.once}</Alert>
      <p>{texts.invites.apart}</p>
      <BareNote shared={shared} />
      <FailureAlert failure={failure} />
      <div className="row">
        <CopyButton text={all} label={texts.invites.copyAll} />
        {title !== null && (
          <InvitationsPrint
            meeting={{ id: meeting.id, title }}
            links={links.map(({ invite, link }) => ({ name: invite.name, link }))}
          />
        )}
        {mail && unsent.length > 0 && (
          <SendAgain meeting={meeting} unsent={unsent} onSent={onSent} />
        )}
      </div>
      <table className="table">
        <caption className="visually-hidden">{texts.invites.made}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.invites.name}</th>
            <th scope="col">{texts.invites.link}</th>
            {mail && <th scope="col">{texts.mail.column}</th>}
            <th scope="col">{texts.invites.actions}</th>
          </tr>
        </thead>
        <tbody>
          {links.map((one) => (
            <tr key={one.invite.id}>
              <th scope="row">{one.invite.name}</th>
              <td className="small invite-link">
                <Masked
                  className="invite-value"
                  label={texts.invites.linkNamed(one.invite.name)}
                  text={one.link}
                />
              </td>
              {mail && (
                <td className="small invite-mail">
                  {one.to !== null && <div className="invite-address">{one.to}</div>}
                  <MailBadge state={stateOf(one)} />
                </td>
              )}
              <td>
                <CopyButton
                  text={one.link}
                  label={texts.invites.copy}
                  name={texts.invites.copyNamed(one.invite.name)}
                  small
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/**
 * States that "send again" covers. An address that the mail server rejected permanently has to be
 * corrected first, one by one.
 */
const UNSENT = new Set(['none', 'failed'])

type AgainProps = { meeting: Keyed; unsent: Made[]; onSent: (links: InviteLink[]) => void }

function SendAgain({ meeting, unsent, onSent }: AgainProps) {
  const texts = useTexts('invites')
  const { start, pending, failure } = useAction(mailInvites, onSent)
  const send = () => {
    const invites = unsent.map(({ invite, to }) => ({ id: invite.id, to: to ?? '' }))
    void start(meeting, invites)
  }
  return (
    <>
      <Button isDisabled={pending} onPress={send}>
        {texts.mail.again(unsent.length)}
      </Button>
      <FailureAlert failure={failure} />
    </>
  )
}
