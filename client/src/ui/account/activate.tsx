import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import type { LinkOwner } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { accountApi } from '../../http/accounts.ts'
import { useText } from '../../i18n/text.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { afterLink } from './setup.tsx'

/** Whose link it is. If the server does not say, setting the password will say why. */
function useOwner(token: string): LinkOwner | null {
  const [owner, setOwner] = useState<LinkOwner | null>(null)
  useEffect(() => {
    if (token === '') return undefined
    let gone = false
    void accountApi.linkOwner({ token }).then((answer) => {
      if (!gone && answer.ok) setOwner(answer.result)
    })
    return () => {
      gone = true
    }
  }, [token])
  return owner
}

export function Activate({ token }: { token: string }) {
  const t = useText('account')
  const owner = useOwner(token)
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(accountApi.activate, () => void afterLink())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (password !== '') void start({ token, password })
  }
  return (
    <Page>
      <form className="card stack" onSubmit={submit} noValidate>
        <PageTitle>{t.activate.title}</PageTitle>
        {token === '' ? <Alert tone="danger">{t.setup.noToken}</Alert> : <p>{t.activate.intro}</p>}
        {owner && (
          <TextField
            label={t.activate.username(owner.name)}
            hint={t.activate.usernameHint}
            value={owner.username}
            // With it, a password manager keeps the password for the right account.
            autoComplete="username"
            exact
            isReadOnly
          />
        )}
        <PasswordField
          label={t.setup.password}
          hint={t.setup.passwordHint(LIMITS.passwordMin)}
          error={checked && password === '' ? t.common.required : null}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          isRequired
        />
        <FailureAlert failure={failure} />
        <Button type="submit" look="primary" isDisabled={pending || token === ''}>
          {t.activate.submit}
        </Button>
      </form>
    </Page>
  )
}
