import { Suspense, useEffect, useState } from 'react'
import { LIMITS } from '#protocol/limits.ts'
import { useText } from '../../i18n/text.ts'
import { lazily } from '../shell/lazily.ts'
import { useSession } from '../shell/session.ts'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { PasswordField, TextField } from '../widgets/field.tsx'
import { Icon } from '../widgets/icons.tsx'
import { Page } from '../shell/page.tsx'
import { CHECK_PATH } from '../shell/router.ts'
import { PageTitle } from '../widgets/title.tsx'
import { isInApp } from './in-app.ts'
import { isEssential, missingHere } from './needs.ts'
import type { Need } from './needs.ts'
import { Preview } from './preview.tsx'
import type { PreviewStore } from './preview-store.ts'
import { useEntering, useInvite } from './use-entering.ts'
import type { Entry } from './use-entering.ts'
import type { Why } from './why.ts'

/** Few people see one of these. */
const Elsewhere = lazily(async () => (await import('./elsewhere.tsx')).Elsewhere, 'visit')
const Unable = lazily(async () => (await import('./unable.tsx')).Unable, 'browser')
const Limited = lazily(async () => (await import('./unable.tsx')).Limited, 'browser')

type Props = Omit<FormProps, 'me' | 'missing'> & { store: PreviewStore }

export function Join({ store, ...entry }: Props) {
  const session = useSession()
  const [missing] = useState(missingHere)
  const unable = missing.some(isEssential)
  useEffect(() => {
    if (!unable) void store.open()
  }, [store, unable])
  if (unable)
    return (
      <Page>
        <Suspense>
          <Unable id={entry.id} missing={missing} />
        </Suspense>
      </Page>
    )
  return (
    <Page wide>
      <div className="join">
        {session.status === 'loading' ? (
          // The fields depend on the session. Showing none until it is known avoids losing what was
          // typed.
          <Undecided />
        ) : (
          <JoinForm
            {...entry}
            me={session.status === 'ready' ? session.session.me : null}
            missing={missing}
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

type FormProps = Entry & {
  why: Why | null
  /** Whether the host's own link was opened, with the key of the meeting. */
  own: boolean
  missing: readonly Need[]
}

function JoinForm(props: FormProps) {
  const { id, me, why } = props
  const t = useText()
  const { invite, broken, cut, drop } = useInvite(id)
  const form = useEntering(props, invite, me === null || why === 'changed')
  return (
    <form className="card stack" onSubmit={form.submit} noValidate>
      <PageTitle>{t.join.title}</PageTitle>
      <WhyBack why={why} />
      {(props.missing.length > 0 || why === 'cannot_start' || isInApp(navigator.userAgent)) && (
        <Suspense>
          <Limited {...props} />
        </Suspense>
      )}
      {broken && <Alert tone="danger">{t.join.inviteBroken}</Alert>}
      {cut && <Alert tone="warn">{t.join.linkCut}</Alert>}
      {props.own && <Alert>{t.join.keyHere}</Alert>}
      {invite && <InvitedAs name={invite.name} />}
      {me && !invite && <p>{t.join.signedInAs(me.name)}</p>}
      {form.ownName && (
        <TextField
          label={t.join.name}
          hint={t.join.nameHint}
          value={form.name}
          onChange={form.setName}
          error={form.missing.name ? t.common.required : null}
          limit={LIMITS.name}
          autoComplete="name"
          isRequired
        />
      )}
      {form.ownName && (
        <TextField
          label={t.join.position}
          hint={t.join.positionHint}
          value={form.position}
          onChange={form.setPosition}
          limit={LIMITS.position}
          autoComplete="organization-title"
        />
      )}
      {me && form.askPassword && <Alert>{t.join.notHost}</Alert>}
      {form.askPassword && (
        <PasswordField
          label={t.join.password}
          hint={t.join.passwordHint}
          inputRef={form.passwordField}
          value={form.password}
          onChange={form.setPassword}
          error={form.missing.password ? t.common.required : null}
          autoComplete="off"
          isRequired
        />
      )}
      {form.failure?.code === 'already_here' ? (
        <Suspense>
          <Elsewhere pending={form.pending} onMove={form.move} onStay={form.dropFailure} />
        </Suspense>
      ) : (
        <FailureAlert failure={form.failure} />
      )}
      {invite && form.failure?.code === 'link_invalid' && (
        <Button
          onPress={() => {
            drop()
            form.dropFailure()
          }}
        >
          {t.join.withoutInvite}
        </Button>
      )}
      <Button type="submit" look="primary" isDisabled={form.blocked}>
        {t.join.submit}
      </Button>
      <a href={CHECK_PATH} target="_blank" rel="noreferrer">
        {t.check}
      </a>
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

function WhyBack({ why }: { why: Why | null }) {
  const t = useText()
  switch (why) {
    case null:
    // Limited says it.
    case 'cannot_start':
      return null
    case 'changed':
      return <Alert tone="warn">{t.join.passwordChanged}</Alert>
    case 'ticket_invalid':
      return <Alert tone="warn">{t.join.ticketInvalid}</Alert>
    case 'unreachable':
      return <Alert tone="danger">{t.join.unreachable}</Alert>
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
