import type { IdentityKind } from '#protocol/model.ts'
import { useText } from '../../../i18n/text.ts'
import { Icon } from '../../widgets/icons.tsx'
import type { IconName } from '../../widgets/icons.tsx'

const ICONS: Record<IdentityKind, IconName> = {
  account: 'person',
  invited: 'invited',
  guest: 'unverified',
}

/**
 * [ADM5] How the server identified someone, as an icon and a word, never by color alone. `sign`:
 * next to a role, the word is for screen readers only.
 */
export function Kind({ kind, sign = false }: { kind: IdentityKind; sign?: boolean }) {
  const t = useText('meeting')
  return (
    <span className={`kind kind-${kind}`}>
      <Icon name={ICONS[kind]} />
      <span className={sign ? 'visually-hidden' : 'kind-text'}>{t.kinds[kind]}</span>
    </span>
  )
}
