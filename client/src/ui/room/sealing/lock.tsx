import { useText } from '../../../i18n/text.ts'
import type { KeysView } from '../../../call/types.ts'
import { Icon } from '../../widgets/icons.tsx'
import type { IconName } from '../../widgets/icons.tsx'
import { useOpenDialog, useRoom } from '../context.ts'

const ICONS: Record<KeysView['state'], IconName> = {
  on: 'lock',
  making: 'key',
  pending: 'key',
  broken: 'warn',
}

/** How the keys stand, for an audience: nothing to press. */
export function LockSign() {
  const { lock: t } = useText('sealing')
  const { state } = useRoom().state.keys
  return (
    <p className="lock" data-state={state} aria-live="polite">
      <Icon name={ICONS[state]} />
      <span className="lock-text">{t.states[state]}</span>
    </p>
  )
}

/** How the keys stand, at any time, in one look. Says more when pressed. */
export function Lock() {
  const { lock: t } = useText('sealing')
  const { state } = useRoom().state.keys
  const open = useOpenDialog()
  return (
    <button
      type="button"
      className="lock"
      data-state={state}
      aria-haspopup="dialog"
      onClick={() => open('lock')}
    >
      <Icon name={ICONS[state]} />
      <span className="lock-text">{t.states[state]}</span>
    </button>
  )
}
