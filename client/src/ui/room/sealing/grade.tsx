import type { ParticipantId } from '#protocol/ids.ts'
import { useText } from '../../../i18n/text.ts'
import { Icon } from '../../widgets/icons.tsx'
import type { IconName } from '../../widgets/icons.tsx'
import { useRoom } from '../context.ts'

type Name = 'whole' | 'mailed' | 'none' | 'foreign' | 'checking'
const ICONS: Record<Name, IconName> = {
  whole: 'shield',
  mailed: 'invited',
  none: 'words',
  foreign: 'warn',
  checking: 'clock',
}

/**
 * What somebody who waits shows of having been invited, checked in this browser: whom the host can
 * simply let in, and with whom words have to be compared. Takes its place before that is known, so
 * that no button moves under the pointer.
 */
export function Grade({ id }: { id: ParticipantId }) {
  const { grades: t } = useText('sealing')
  const { knocks } = useRoom().state.keys
  const grade = knocks.get(id)
  const name: Name = grade === undefined ? 'checking' : (grade ?? 'foreign')
  return (
    <p className={`grade grade-${name} small`}>
      <Icon name={ICONS[name]} />
      {t[name]}
    </p>
  )
}
