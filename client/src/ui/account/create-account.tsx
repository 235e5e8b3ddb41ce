import { useState } from 'react'
import type { FormEvent } from 'react'
import type { AccountLink, AccountRole } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { operatorApi } from '../../http/operators.ts'
import { useText, useTexts } from '../../i18n/text.ts'
import { FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { RadioGroup } from '../widgets/choice.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { TextField } from '../widgets/field.tsx'
import { useAction } from '../widgets/use-action.ts'
import { USERNAME } from './setup.tsx'

const ROLES: AccountRole[] = ['host', 'operator']
type Props = { onDone: (link: AccountLink) => void; onClose: () => void }

export function CreateAccount({ onDone, onClose }: Props) {
  const t = useText('account')
  const texts = useTexts('accounts')
  const [form, setForm] = useState({ username: '', name: '', role: 'host' as AccountRole })
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(operatorApi.createAccount, onDone)
  const badName = !USERNAME.test(form.username)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!badName && form.name.trim() !== '') void start(form)
  }
  return (
    <Dialog title={texts.createTitle} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          label={texts.name}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          error={checked && form.name.trim() === '' ? t.common.required : null}
          limit={LIMITS.name}
          isRequired
        />
        <TextField
          label={texts.username}
          hint={t.setup.usernameHint}
          value={form.username}
          onChange={(username) => setForm({ ...form, username })}
          error={checked && badName ? t.setup.usernameBad : null}
          exact
          isRequired
        />
        <RadioGroup
          legend={texts.role}
          value={form.role}
          options={ROLES.map((role) => ({
            value: role,
            label: texts.roles[role],
            what: texts.rolesWhat[role],
          }))}
          onChange={(role) => setForm({ ...form, role })}
        />
        <FailureAlert failure={failure} />
        <div className="dialog-actions">
          <Button onPress={onClose}>{t.common.cancel}</Button>
          <Button type="submit" look="primary" isDisabled={pending}>
            {texts.create}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
