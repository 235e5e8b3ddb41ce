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
 * [ADM5] How the server knows someone: by sign and by word, never by colour alone. `sign`: where a
 * role stands beside it, the word is only read aloud.
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
