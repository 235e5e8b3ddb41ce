import { useState } from 'react'
import type { FormEvent } from 'react'
import type { InviteLink } from '../../../../server/protocol/http.ts'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { TextField } from '../widgets/field.tsx'
import { Select } from '../widgets/select.tsx'
import { useAction } from '../widgets/use-action.ts'
import { namesIn, tooLong } from './names.ts'

const DAYS = ['1', '7', '30', '90'] as const
type Days = (typeof DAYS)[number]

export function MakeInvites({ id, onMade }: { id: string; onMade: (links: InviteLink[]) => void }) {
  const t = useText()
  const [text, setText] = useState('')
  const [days, setDays] = useState<Days>('30')
  const [checked, setChecked] = useState(false)
  const { start, pending, failure } = useAction(api.createInvites, (links) => {
    setText('')
    setChecked(false)
    onMade(links)
  })
  const names = namesIn(text)
  const long = tooLong(names)
  const wrong =
    names.length > LIMITS.inviteBatch
      ? t.invites.tooMany(LIMITS.inviteBatch)
      : long !== undefined
        ? t.invites.nameTooLong(long)
        : checked && names.length === 0
          ? t.common.required
          : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (names.length > 0 && wrong === null) void start(id, { names, days: Number(days) })
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <TextField
        label={t.invites.names}
        hint={t.invites.namesHint(LIMITS.inviteBatch)}
        value={text}
        onChange={setText}
        error={wrong}
        lines={6}
        autoComplete="off"
        isRequired
      />
      <Select<Days>
        label={t.invites.days}
        value={days}
        options={DAYS.map((value) => ({ value, label: t.invites.daysOf(Number(value)) }))}
        onChange={setDays}
      />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={pending}>
        {t.invites.submit(names.length)}
      </Button>
    </form>
  )
}

/** The one time the links are on screen; the password is never among them. */
export function MadeInvites({ links }: { links: InviteLink[] }) {
  const t = useText()
  const all = links.map(({ invite, link }) => `${invite.name}\t${link}`).join('\n')
  return (
    <section className="card stack" aria-label={t.invites.made}>
      <h2>{t.invites.made}</h2>
      <Alert tone="warn">{t.invites.once}</Alert>
      <p>{t.invites.apart}</p>
      <div className="row">
        <CopyButton text={all} label={t.invites.copyAll} />
      </div>
      <table className="table">
        <caption className="visually-hidden">{t.invites.made}</caption>
        <thead>
          <tr>
            <th scope="col">{t.invites.name}</th>
            <th scope="col">{t.invites.link}</th>
            <th scope="col">{t.invites.actions}</th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ invite, link }) => (
            <tr key={invite.id}>
              <th scope="row">{invite.name}</th>
              <td className="small invite-link">{link}</td>
              <td>
                <CopyButton
                  text={link}
                  label={t.invites.copy}
                  name={t.invites.copyNamed(invite.name)}
                  small
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
