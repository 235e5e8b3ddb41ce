import { useText } from '../../../i18n/text.ts'
import { useMeetingLink } from '../../meeting-link.ts'
import { BareNote } from '../../meetings/bare-note.tsx'
import { Button } from '../../widgets/button.tsx'
import { CopyButton } from '../../widgets/copy.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { Masked } from '../../widgets/masked.tsx'
import { useRoom } from '../context.ts'

type Props = {
  /** Only the host can make a new password; nobody can look up the old one [PWD1]. */
  onRenew: () => void
  onClose: () => void
}

/** How to get somebody in: the link to copy, and what else they need. */
export function Invite({ onRenew, onClose }: Props) {
  const t = useText('meeting', 'room')
  const { state, me } = useRoom()
  const { id, title } = state.meeting
  const shared = useMeetingLink(id, state.keys.founder)
  const link = shared?.link ?? null
  return (
    <Dialog title={t.invite.title} onClose={onClose}>
      <p>{t.invite.body}</p>
      <div className="stack-tight">
        <Masked className="secret-value" label={t.secret.link} text={link ?? ''} />
        <div className="row">
          <CopyButton text={link && t.invite.text(title, link)} label={t.invite.copy} />
          <CopyButton text={link} label={t.secret.copyLink} />
        </div>
        <BareNote shared={shared} />
      </div>
      <p className="soft">{me.role === 'host' ? t.invite.passwordHost : t.invite.password}</p>
      <div className="dialog-actions">
        {me.role === 'host' && <Button onPress={onRenew}>{t.invite.renew}</Button>}
        <Button look="primary" onPress={onClose}>
          {t.common.close}
        </Button>
      </div>
    </Dialog>
  )
}
