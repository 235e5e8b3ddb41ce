import { useId, useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { useText } from '../../i18n/text.ts'
import { Button } from './button.tsx'

/** What an input and a textarea have in common, as far as it is used. */
type Given = Pick<
  ComponentProps<'input'>,
  'value' | 'defaultValue' | 'name' | 'maxLength' | 'autoComplete' | 'inputMode' | 'placeholder'
>
type Props = Given & {
  label: string
  type?: 'text' | 'password' | 'email' | 'url' | 'date' | 'datetime-local'
  hint?: ReactNode
  error?: string | null | undefined
  after?: ReactNode
  /** Something spelt exactly (a password, a user name): the browser must not improve it. */
  exact?: boolean
  /** More than one line, this many at first. */
  lines?: number
  isDisabled?: boolean
  isRequired?: boolean
  isReadOnly?: boolean
  onChange?: (value: string) => void
}

/** Label, field, hint and error, tied together for those who do not see that they are. */
export function TextField(props: Props) {
  const { label, hint, error, after, exact = false, lines, ...rest } = props
  const { isDisabled, isRequired, isReadOnly, onChange, type, ...given } = rest
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean)
  const field = {
    ...given,
    id,
    className: 'input',
    disabled: isDisabled,
    readOnly: isReadOnly,
    'aria-required': isRequired || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described.join(' ') || undefined,
    ...(exact ? { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } : {}),
  }
  const input = lines ? (
    <textarea {...field} rows={lines} onChange={(event) => onChange?.(event.target.value)} />
  ) : (
    <input {...field} type={type} onChange={(event) => onChange?.(event.target.value)} />
  )
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {after ? (
        <div className="with-button">
          {input}
          {after}
        </div>
      ) : (
        input
      )}
      {hint && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="field-error">
          {error}
        </span>
      )}
    </div>
  )
}

/** Typing blind helps nobody in an office: the text can be shown, and pasting always works. */
export function PasswordField(props: Omit<Props, 'type' | 'after'>) {
  const t = useText()
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      exact
      after={
        <Button
          icon={shown ? 'eyeOff' : 'eye'}
          aria-label={shown ? t.common.hidePassword : t.common.showPassword}
          onPress={() => setShown(!shown)}
        />
      }
    />
  )
}
