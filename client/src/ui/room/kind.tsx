import type { IdentityKind } from '../../../../server/protocol/model.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../widgets/icons.tsx'
import type { IconName } from '../widgets/icons.tsx'

const ICONS: Record<IdentityKind, IconName> = {
  account: 'person',
  invited: 'invited',
  guest: 'unverified',
}

/** [ADM5] How the server knows someone: by sign and by word, never by colour alone. */
export function Kind({ kind }: { kind: IdentityKind }) {
  const t = useText()
  return (
    <span className={`kind kind-${kind}`}>
      <Icon name={ICONS[kind]} />
      {t.kinds[kind]}
    </span>
  )
}
