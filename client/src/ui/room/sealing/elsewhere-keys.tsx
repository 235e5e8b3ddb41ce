import { useState } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Confirm, Dialog } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'

/** For a host whose meeting's keys are on another device: how they get here, or new ones. */
export function ElsewhereKeys({ onClose }: { onClose: () => void }) {
  const { common, elsewhereKeys: t } = useText('sealing')
  const [renewing, setRenewing] = useState(false)
  if (renewing) return <Renew onClose={onClose} />
  return (
    <Dialog title={t.title} onClose={onClose}>
      <p>{t.body}</p>
      <ol className="numbered">
        {t.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="row">
        <span className="soft">{t.otherwise}</span>
        <Button small icon="key" onPress={() => setRenewing(true)}>
          {t.renew}
        </Button>
      </div>
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {common.close}
        </Button>
      </div>
    </Dialog>
  )
}

function Renew({ onClose }: { onClose: () => void }) {
  const { elsewhereKeys: t } = useText('sealing')
  const { call, say } = useRoom()
  const run = async () => {
    const error = await call.renewKeys()
    return error ? { ok: false as const, error } : { ok: true as const, result: {} }
  }
  return (
    <Confirm
      title={t.renewTitle}
      body={t.renewBody}
      submit={t.renew}
      danger
      run={run}
      onDone={() => {
        say(t.renewed, 'stays')
        onClose()
      }}
      onClose={onClose}
    />
  )
}
