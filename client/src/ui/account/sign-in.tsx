import { useState } from 'react'
import type { FormEvent } from 'react'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { navigate } from '../router.ts'
import { reloadSession } from '../session.ts'
import { FailureAlert, useCountdown } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { Page } from '../widgets/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { SsoSignIn } from './sso.tsx'

export function SignIn() {
  return (
    <Page>
      <SignInForm
        onDone={() => {
          navigate('/meetings', 'replace')
        }}
      />
    </Page>
  )
}

/** Also shown in place of a page that needs an account, which then appears by itself. */
export function SignInForm({ onDone, note }: { onDone?: () => void; note?: string }) {
  const t = useText()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const { start, pending, failure } = useAction(api.signIn, () => {
    void reloadSession().then(onDone)
  })
  const wait = useCountdown(failure)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (username !== '' && password !== '' && wait === 0)
      void start({ username: username.trim().toLowerCase(), password })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <PageTitle>{t.signIn.title}</PageTitle>
      <p>{note ?? t.signIn.intro}</p>
      <SsoSignIn />
      <TextField
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
      <Button type="submit" look="primary" isDisabled={pending || wait > 0}>
        {t.signIn.submit}
      </Button>
    </form>
  )
}
