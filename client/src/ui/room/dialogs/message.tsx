import { LIMITS } from '#protocol/limits.ts'
import { useText } from '../../../i18n/text.ts'
import { TextField } from '../../widgets/field.tsx'

type Props = { label?: string | undefined; value: string; onChange: (text: string) => void }

/** Optional message to someone who is waiting, sent back to the lobby or removed. */
export function MessageField({ label, value, onChange }: Props) {
  const t = useText('people')
  return (
    <TextField
      label={label ?? t.people.messageLabel}
      value={value}
      onChange={onChange}
      limit={LIMITS.lobbyMessage}
    />
  )
}

/** The request field for the message; empty if nothing was entered. */
export const withMessage = (text: string) => (text.trim() === '' ? {} : { message: text.trim() })
