import { useState } from 'react'
import type { FormEvent } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import { accountApi } from '../../http/accounts.ts'
import { useText } from '../../i18n/text.ts'
import { navigate } from '../shell/router.ts'
import { reloadSession } from '../shell/session.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'

/**
 * Same pattern as the server's Username (protocol/http.ts), repeated here for early feedback only.
 */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/

/**
 * Called after a one-time code was spent. Replaces its address, then shows the meetings, or the
 * sign-in form for someone who is not signed in.
 */
export async function afterLink(): Promise<void> {
  await reloadSession()
  navigate('/', 'replace')
}

export function Setup({ token }: { token: string }) {
  const t = useText('account')
  const [form, setForm] = useState({ username: '', name: '', password: '' })
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(accountApi.setup, () => void afterLink())
  const badName = !USERNAME.test(form.username)
  const complete = !badName && form.name.trim() !== '' && form.password !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (complete) void start({ token, ...form })
  }
  const missing = (value: string) => (checked && value.trim() === '' ? t.common.required : null)
  return (
    <Page>
      <form className="card stack" onSubmit={submit} noValidate>
        <PageTitle>{t.setup.title}</PageTitle>
        {token === '' ? <Alert tone="danger">{t.setup.noToken}</Alert> : <p>{t.setup.intro}</p>}
        <TextField
          label={t.setup.username}
          hint={t.setup.usernameHint}
          error={checked && badName ? t.setup.usernameBad : null}
          value={form.username}
          onChange={(username) => setForm({ ...form, username })}
          autoComplete="username"
          exact
          isRequired
        />
        <TextField
          label={t.setup.name}
          error={missing(form.name)}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          autoComplete="name"
          limit={LIMITS.name}
          isRequired
        />
        <PasswordField
          label={t.setup.password}
          hint={t.setup.passwordHint(LIMITS.passwordMin)}
          error={missing(form.password)}
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
          autoComplete="new-password"
          isRequired
        />
        <FailureAlert failure={failure} />
        <Button type="submit" look="primary" isDisabled={pending || token === ''}>
          {t.setup.submit}
        </Button>
      </form>
    </Page>
  )
}
