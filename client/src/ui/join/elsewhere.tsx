import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'

type Props = { pending: boolean; onMove: () => void; onStay: () => void }

/** [ADM7] Asks before the meeting stops on this account's other device. */
export function Elsewhere({ pending, onMove, onStay }: Props) {
  const t = useText('visit')
  return (
    <Alert tone="warn">
      <p>
        <strong>{t.elsewhere.title}</strong>
      </p>
      <p>{t.elsewhere.body}</p>
      <div className="row">
        <Button look="primary" isDisabled={pending} onPress={onMove}>
          {t.elsewhere.move}
        </Button>
        <Button isDisabled={pending} onPress={onStay}>
          {t.elsewhere.stay}
        </Button>
      </div>
    </Alert>
  )
}
