import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Dialog } from '../../widgets/dialog.tsx'
import { useRoom } from '../context.ts'
import { keysOf, SHORTCUTS } from '../keys.ts'
import type { Shortcut } from '../keys.ts'

const ALL = Object.keys(SHORTCUTS) as Shortcut[]

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText('room')
  const { leader } = useRoom()
  const shown = ALL.filter((shortcut) => leader || (shortcut !== 'lobby' && shortcut !== 'next'))
  return (
    <Dialog title={t.keys.title} onClose={onClose}>
      <dl className="keys">
        <div>
          <dt>{t.keys.talk}</dt>
          <dd>
            <kbd>{t.keys.space}</kbd>
          </dd>
        </div>
        {shown.map((shortcut) => (
          <div key={shortcut}>
            <dt>{t.keys.does[shortcut]}</dt>
            <dd>
              <kbd>{keysOf(shortcut)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p className="small soft">{t.keys.notInText}</p>
      <div className="dialog-actions">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Dialog>
  )
}
