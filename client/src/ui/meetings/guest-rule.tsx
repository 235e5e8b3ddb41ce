import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

/** [POL] What the server's rules say of guests, where a host is about to ask some. */
export function GuestRule() {
  const t = useText('meetings')
  const { value } = useLoaded(api.rules)
  if (!value || value.guests === 'named') return null
  return <Alert>{t.meetings.guestRule[value.guests]}</Alert>
}
