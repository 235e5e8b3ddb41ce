import type { Contained } from '#protocol/http.ts'
import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { SecretFields } from './secret.tsx'

type Props = { done: Contained; said: string; onClose: () => void }

/** Shown after a leak is contained. Only the meeting's own host sees the new password (PWD3). */
export function ContainedNow({ done: { meeting, password }, said, onClose }: Props) {
  const t = useText('meeting')
  return (
    <Dialog title={t.leak.doneTitle} onClose={onClose} alert>
      <Alert tone="ok">{said}</Alert>
      {password === null ? (
        <div className="dialog-actions">
          <Button onPress={onClose}>{t.common.close}</Button>
        </div>
      ) : (
        <SecretFields secret={{ meeting, password }} onClose={onClose} />
      )}
    </Dialog>
  )
}
