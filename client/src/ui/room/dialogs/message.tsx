import { LIMITS } from '#protocol/limits.ts'
import { useText } from '../../../i18n/text.ts'
import { TextField } from '../../widgets/field.tsx'

type Props = { label?: string | undefined; value: string; onChange: (text: string) => void }

/** A few words to somebody who waits, is sent back or is removed. */
export function MessageField({ label, value, onChange }: Props) {
  const t = useText('people')
  return (
    <TextField
      label={label ?? t.people.messageLabel}
      value={value}
      onChange={onChange}
      maxLength={LIMITS.lobbyMessage}
    />
  )
}

/** What goes with a request: nothing when nothing was written. */
export const withMessage = (text: string) => (text.trim() === '' ? {} : { message: text.trim() })
