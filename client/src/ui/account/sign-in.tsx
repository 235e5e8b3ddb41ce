import { useState } from 'react'
import type { FormEvent } from 'react'
import { api } from '../../http/api.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { navigate } from '../shell/router.ts'
import { NextStep } from './next-step.tsx'
import { passkeysWork, signInByPasskey } from '../security/passkey.ts'
import { HelpDesk } from '../shell/office-mark.tsx'
import { isSignedIn, reloadSession, useSession } from '../shell/session.ts'
import { FailureAlert, useCountdown } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { SsoSignIn } from './sso.tsx'

const done = () => navigate('/', 'replace')
/** Autofocus is fine here: nobody comes to this form for anything else, and many type at once. */
const FIRST = { autoFocus: true }

export function SignIn() {
  const state = useSession()
  const pending = state.status === 'ready' ? state.session.pending : null
  return (
    <Page>
      {pending ? <NextStep pending={pending} onDone={done} /> : <SignInForm onDone={done} />}
    </Page>
  )
}

/**
 * Also shown in place of any page that needs an account. That page renders once sign-in succeeds.
 */
export function SignInForm({ onDone, note }: { onDone?: () => void; note?: string }) {
  const t = useText('account')
  const texts = useTexts('security')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  // After the first factor, the second step replaces this form automatically.
  const done = () =>
    void reloadSession().then(() => {
      if (isSignedIn()) onDone?.()
    })
  const byPassword = useAction(api.signIn, done)
  const byPasskey = useAction(signInByPasskey, done)
  const failure = byPassword.failure ?? byPasskey.failure
  const wait = useCountdown(failure)
  const busy = byPassword.pending || byPasskey.pending || wait > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    byPasskey.setFailure(null)
    if (username !== '' && password !== '' && !busy)
      void byPassword.start({ username: username.trim().toLowerCase(), password })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <PageTitle>{t.signIn.title}</PageTitle>
      <p>{note ?? t.signIn.intro}</p>
      <SsoSignIn />
      <TextField
        {...FIRST}
        label={t.signIn.username}
        value={username}
        onChange={setUsername}
        autoComplete="username"
        exact
        isRequired
      />
      <PasswordField
        label={t.signIn.password}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        isRequired
      />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={busy}>
        {t.signIn.submit}
      </Button>
      {passkeysWork() && (
        <Button
          icon="key"
          isDisabled={busy}
          onPress={() => {
            byPassword.setFailure(null)
            void byPasskey.start()
          }}
        >
          {texts.factors.signInPasskey}
        </Button>
      )}
      <p className="small soft">
        {t.signIn.forgotten} <HelpDesk />
      </p>
    </form>
  )
}
