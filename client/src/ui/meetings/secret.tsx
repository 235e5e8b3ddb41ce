import type { MeetingSecret } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { useMeetingLink } from '../meeting-link.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { Masked } from '../widgets/masked.tsx'
import { BareNote } from './bare-note.tsx'

type Props = { secret: MeetingSecret; onClose?: () => void }

/** The only time a password is on screen. Two buttons, so that no copy holds both halves (PWD). */
export function SecretFields({ secret, onClose }: Props) {
  const t = useText('meeting')
  const shared = useMeetingLink(secret.meeting.id, secret.meeting.founder)
  return (
    <div className="stack">
      <dl className="secret">
        <dt>{t.secret.link}</dt>
        <dd>
          <Masked className="secret-value" label={t.secret.link} text={shared?.link ?? ''} />
          <CopyButton text={shared?.link ?? null} label={t.secret.copyLink} />
          <BareNote shared={shared} />
        </dd>
        <dt>{t.secret.password}</dt>
        <dd>
          <Masked
            className="secret-value secret-password"
            label={t.secret.password}
            text={secret.password}
          />
          <CopyButton text={secret.password} label={t.secret.copyPassword} />
        </dd>
      </dl>
      <Alert tone="warn">{t.secret.once}</Alert>
      <p>{t.secret.apart}</p>
      {onClose && (
        <div className="dialog-actions">
          <Button onPress={onClose}>{t.common.close}</Button>
        </div>
      )}
    </div>
  )
}
