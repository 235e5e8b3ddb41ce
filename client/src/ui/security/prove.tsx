import { useState } from 'react'
import type { FormEvent } from 'react'
import type { FactorKind } from '#protocol/factors.ts'
import { api } from '../../http/api.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { FailureAlert, useCountdown } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { useAction } from '../widgets/use-action.ts'
import { passkeysWork, provePasskey } from './passkey.ts'

type Way = 'totp' | 'recovery' | 'password'
type Props = {
  /** The account's kinds of second factor; if empty, the password is used. */
  methods: readonly FactorKind[]
  onDone: () => void
}

/** Asks for a proof by passkey, code or recovery code, or by password if there is no factor. */
export function Prove({ methods, onDone }: Props) {
  const texts = useTexts('security')
  const usual: Way | null =
    methods.length === 0 ? 'password' : methods.includes('totp') ? 'totp' : null
  const [way, setWay] = useState<Way | null>(usual)
  const [text, setText] = useState('')
  const byText = useAction(api.prove, onDone)
  const byPasskey = useAction(provePasskey, onDone)
  const failure = byText.failure ?? byPasskey.failure
  const wait = useCountdown(failure)
  const busy = byText.pending || byPasskey.pending || wait > 0
  const take = (next: Way) => {
    setWay(next)
    setText('')
    byText.setFailure(null)
    byPasskey.setFailure(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (way === null || text.trim() === '' || busy) return
    byPasskey.setFailure(null)
    void byText.start(bodyOf(way, text)).then((ok) => {
      if (!ok && way === 'totp') setText('')
    })
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {way && <Field key={way} way={way} value={text} onChange={setText} />}
      <FailureAlert failure={failure} />
      {way && (
        <Button type="submit" look="primary" isDisabled={busy}>
          {texts.factors.submit}
        </Button>
      )}
      {methods.includes('passkey') && passkeysWork() && (
        <Button
          look={way ? 'plain' : 'primary'}
          icon="key"
          isDisabled={busy}
          onPress={() => {
            byText.setFailure(null)
            void byPasskey.start()
          }}
        >
          {texts.factors.withPasskey}
        </Button>
      )}
      {methods.length > 0 && way !== 'recovery' && (
        <Button look="quiet" onPress={() => take('recovery')}>
          {texts.factors.withRecovery}
        </Button>
      )}
      {methods.includes('totp') && way !== 'totp' && (
        <Button look="quiet" onPress={() => take('totp')}>
          {texts.factors.withCode}
        </Button>
      )}
    </form>
  )
}

type Body = Parameters<typeof api.prove>[0]
const bodyOf = (way: Way, text: string): Body => {
  if (way === 'totp') return { totp: text }
  return way === 'recovery' ? { recovery: text } : { password: text }
}

type FieldProps = { way: Way; value: string; onChange: (text: string) => void }

function Field({ way, value, onChange }: FieldProps) {
  const t = useText('account')
  const texts = useTexts('security')
  // Autofocus is fine here: this is the only field, and the person opened the dialog to fill it in.
  const common = { value, onChange, autoFocus: true, isRequired: true }
  if (way === 'password') {
    return (
      <PasswordField {...common} label={t.nav.currentPassword} autoComplete="current-password" />
    )
  }
  return way === 'totp' ? (
    <TextField {...common} exact label={texts.factors.code} {...ONE_TIME_CODE} />
  ) : (
    <TextField
      {...common}
      exact
      label={texts.factors.recovery}
      hint={texts.factors.recoveryHint}
      autoComplete="off"
    />
  )
}

/**
 * Brings up the numeric keypad and code autofill on phones. Allows six digits plus a space, which
 * some apps show.
 */
export const ONE_TIME_CODE = {
  inputMode: 'numeric',
  autoComplete: 'one-time-code',
  maxLength: 7,
} as const
