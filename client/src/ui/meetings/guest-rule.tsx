import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

/** [POL] The server's rule about guests, shown where a host is about to invite some. */
export function GuestRule() {
  const t = useText('meetings')
  const { value } = useLoaded(api.rules)
  if (!value || value.guests === 'named') return null
  return <Alert>{t.meetings.guestRule[value.guests]}</Alert>
}
