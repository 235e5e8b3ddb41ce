import { useId, useState } from 'react'
import type { ComponentProps, ReactNode, Ref } from 'react'
import { useText } from '../../i18n/text.ts'
import { Button } from './button.tsx'
import { charactersOf } from './characters.ts'
import { faultText } from './failure-text.ts'

/** The shared props of inputs and textareas that we use. */
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
  /** For exact text such as passwords and user names: turns off autocorrect and spell checking. */
  exact?: boolean
  /** Renders a textarea with this many initial lines. */
  lines?: number
  /**
   * Most characters the server accepts. Nothing typed or pasted is cut: a counter appears near the
   * limit, and above it the field says so.
   */
  limit?: number
  inputRef?: Ref<HTMLInputElement>
  isDisabled?: boolean
  isRequired?: boolean
  isReadOnly?: boolean
  onChange?: (value: string) => void
}

/** The share of the limit from which characters are counted on screen. */
const COUNTED_FROM = 0.8

/** Label, field, hint and error, associated for assistive technology. */
export function TextField(props: Props) {
  const { label, hint, error: given, after, exact = false, lines, limit, inputRef, ...rest } = props
  const t = useText()
  const used = limit === undefined ? 0 : charactersOf(rest.value)
  const over = limit !== undefined && used > limit
  const error = over ? faultText(t, label, { fault: 'too_long', most: limit }) : given
  const counted = limit !== undefined && used >= limit * COUNTED_FROM
  const { isDisabled, isRequired, isReadOnly, onChange, type, ...plain } = rest
  const id = useId()
  const described = [
    hint ? `${id}-hint` : '',
    error ? `${id}-error` : '',
    counted ? `${id}-count` : '',
  ].filter(Boolean)
  const field = {
    ...plain,
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
    <input
      ref={inputRef}
      {...field}
      type={type}
      onChange={(event) => onChange?.(event.target.value)}
    />
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
      {counted && (
        <span id={`${id}-count`} className={over ? 'field-error' : 'field-hint'}>
          {t.input.used(used, limit)}
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

/**
 * The password can be revealed, because masked typing only causes errors in an office, and pasting
 * is always allowed.
 */
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
