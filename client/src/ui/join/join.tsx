import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import type { Me } from '#protocol/http.ts'
import { LIMITS } from '#protocol/limits.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../shell/session.ts'
import { Alert, FailureAlert, useCountdown } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { dropInvite, takeInvite } from './invite.ts'
import { Preview } from './preview.tsx'
import type { PreviewStore } from './preview-store.ts'
import { loadName, saveName } from './stored.ts'
import type { Why } from './why.ts'

type Props = { id: string; store: PreviewStore; why: Why | null; onEntered: () => Promise<void> }

export function Join({ id, store, why, onEntered }: Props) {
  const session = useSession()
  useEffect(() => {
    void store.open()
  }, [store])
  return (
    <Page wide>
      <div className="join">
        {session.status === 'loading' ? (
          // Who is signed in decides which fields there are: none before, so that none is lost.
          <Undecided />
        ) : (
          <JoinForm
            id={id}
            me={session.status === 'ready' ? session.session.me : null}
            why={why}
            onEntered={onEntered}
          />
        )}
        <Preview store={store} />
      </div>
    </Page>
  )
}

function Undecided() {
  const t = useText()
  return (
    <div className="card stack">
      <PageTitle>{t.join.title}</PageTitle>
      <output className="soft">{t.common.loading}</output>
    </div>
  )
}

/** A link that is opened in this very tab, while the form is there, counts like one at the start. */
function useInvite(id: string) {
  const [invite, setInvite] = useState(() => takeInvite(id))
  useEffect(() => {
    const take = () => setInvite(takeInvite(id))
    globalThis.addEventListener('hashchange', take)
    return () => globalThis.removeEventListener('hashchange', take)
  }, [id])
  const drop = () => {
    dropInvite(id)
    setInvite(null)
  }
  return { invite: invite === 'broken' ? null : invite, broken: invite === 'broken', drop }
}

type FormProps = { id: string; me: Me | null; why: Why | null; onEntered: () => Promise<void> }

function JoinForm({ id, me, why, onEntered }: FormProps) {
  const t = useText()
  const { invite, broken, drop } = useInvite(id)
  const [name, setName] = useState(loadName)
  const [password, setPassword] = useState('')
  // The meeting's own host needs none; whether this is the host, only the server knows.
  const [askPassword, setAskPassword] = useState(me === null || why === 'changed')
  const [checked, setChecked] = useState(false)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const wait = useCountdown(failure)
  const ownName = me === null && invite === null
  const noName = ownName && name.trim() === ''
  const noPassword = askPassword && password === ''

  const enter = async () => {
    setPending(true)
    setFailure(null)
    const answer = await api.enter(id, {
      ...(ownName ? { name } : {}),
      ...(invite ? { invite: invite.token } : {}),
      ...(askPassword ? { password } : {}),
    })
    if (answer.ok) {
      if (ownName) saveName(name)
      await onEntered()
    } else if (!askPassword && meansPassword(answer.error)) setAskPassword(true)
    else {
      setFailure(answer.error)
      if (answer.error.code === 'wrong_password') setPassword('')
    }
    setPending(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!noName && !noPassword && !pending && wait === 0) void enter()
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <PageTitle>{t.join.title}</PageTitle>
      <WhyBack why={why} />
      {broken && <Alert tone="danger">{t.join.inviteBroken}</Alert>}
      {invite && <InvitedAs name={invite.name} />}
      {me && !invite && <p>{t.join.signedInAs(me.name)}</p>}
      {ownName && (
        <TextField
          label={t.join.name}
          hint={t.join.nameHint}
          value={name}
          onChange={setName}
          error={checked && noName ? t.common.required : null}
          maxLength={LIMITS.name}
          autoComplete="name"
          isRequired
        />
      )}
      {me && askPassword && <Alert>{t.join.notHost}</Alert>}
      {askPassword && (
        <PasswordField
          label={t.join.password}
          hint={t.join.passwordHint}
          value={password}
          onChange={setPassword}
          error={checked && noPassword && !failure ? t.common.required : null}
          autoComplete="off"
          isRequired
        />
      )}
      <FailureAlert failure={failure} />
      {invite && failure?.code === 'link_invalid' && (
        <Button
          onPress={() => {
            drop()
            setFailure(null)
          }}
        >
          {t.join.withoutInvite}
        </Button>
      )}
      <Button type="submit" look="primary" isDisabled={pending || wait > 0}>
        {t.join.submit}
      </Button>
      <WhoSees />
    </form>
  )
}

function InvitedAs({ name }: { name: string | null }) {
  const t = useText()
  return (
    <p className="invited-as">
      <Icon name="invited" />
      <span>{name === null ? t.join.invitedUnnamed : t.join.invitedAs(name)}</span>
    </p>
  )
}

/** An account that is no host of this meeting gets in like everyone else. */
const meansPassword = ({ code }: Failure) => code === 'wrong_password' || code === 'invalid_input'

function WhyBack({ why }: { why: Why | null }) {
  const t = useText()
  switch (why) {
    case null:
      return null
    case 'changed':
      return <Alert tone="warn">{t.join.passwordChanged}</Alert>
    case 'ticket_invalid':
      return <Alert tone="warn">{t.join.ticketInvalid}</Alert>
    case 'unreachable':
      return <Alert tone="danger">{t.join.unreachable}</Alert>
    case 'cannot_start':
      return <Alert tone="danger">{t.join.cannotStart}</Alert>
  }
}

function WhoSees() {
  const t = useText()
  return (
    <section className="who-sees small soft" aria-label={t.join.whoSees}>
      <ul>
        <li>{t.join.seesLobby}</li>
        <li>{t.join.seesRoom}</li>
        <li>
          {t.join.notRecorded} {t.join.captureWarning}
        </li>
      </ul>
    </section>
  )
}
