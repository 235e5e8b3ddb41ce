import { useText } from '../../i18n/text.ts'
import type { SharedLink } from '../meeting-link.ts'

/** Beside a link that this browser has no keys for. */
export function BareNote({ shared }: { shared: SharedLink | null }) {
  const t = useText('meeting')
  return shared?.whole === false ? <p className="small soft">{t.secret.bare}</p> : null
}
