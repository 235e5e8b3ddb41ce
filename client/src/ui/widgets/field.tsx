import { useState } from 'react'
import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextArea } from 'react-aria-components/TextArea'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import type { TextFieldProps } from 'react-aria-components/TextField'
import { useText } from '../../i18n/text.ts'
import { Button } from './button.tsx'

type Props = Omit<TextFieldProps, 'className' | 'children' | 'isInvalid'> & {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  after?: ReactNode
  /** Something spelt exactly (a password, a user name): the browser must not improve it. */
  exact?: boolean
  /** More than one line, this many at first. */
  lines?: number
}

export function TextField({ label, hint, error, after, exact = false, lines, ...props }: Props) {
  const plain = exact ? { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } : {}
  const input = lines ? (
    <TextArea className="input" rows={lines} {...plain} />
  ) : (
    <Input className="input" {...plain} />
  )
  return (
    <AriaTextField
      {...props}
      isInvalid={Boolean(error)}
      className="field"
      validationBehavior="aria"
    >
      <Label className="field-label">{label}</Label>
      {after ? (
        <div className="with-button">
          {input}
          {after}
        </div>
      ) : (
        input
      )}
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
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
