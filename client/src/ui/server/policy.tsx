import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Guests, Policy, PolicyView } from '#protocol/policy.ts'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { SignedIn } from '../account/signed-in.tsx'
import { useFresh } from '../security/use-fresh.tsx'
import { Alert, FailureAlert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { RadioGroup } from '../widgets/choice.tsx'
import { TextField } from '../widgets/field.tsx'
import { Page } from '../shell/page.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'

/** What an operator may tighten. The server refuses what is looser; this page only says so early. */
export function ServerPolicyPage() {
  return (
    <Page current="serverPolicy">
      <SignedIn>{() => <Load />}</SignedIn>
    </Page>
  )
}

function Load() {
  const t = useText('server')
  const { value, failure } = useLoaded(api.policy)
  return (
    <div className="stack">
      <PageTitle>{t.tighten.title}</PageTitle>
      <p>{t.tighten.intro}</p>
      <FailureAlert failure={failure} />
      {value && <Form view={value} />}
    </div>
  )
}

const GUESTS: readonly Guests[] = ['named', 'invited', 'none']
type Numbers = 'passwordMin' | 'lobby' | 'keepDays' | 'recordingDays'
type Typed = Record<Numbers, string> & { guests: Guests }
/** NIST SP 800-63B-4, 3.1.1.2: everybody must be able to use one of 64 characters. */
const PASSWORD_MIN_MOST = 64

const typedOf = ({ passwordMin, lobby, keepDays, recordingDays, guests }: Policy): Typed => ({
  passwordMin: String(passwordMin),
  lobby: String(lobby),
  keepDays: String(keepDays),
  recordingDays: String(recordingDays),
  guests,
})

/** Null when it is no whole number within the bounds. */
function numberIn(text: string, key: Numbers, loosest: Policy): number | null {
  const [least, most] =
    key === 'passwordMin'
      ? [loosest.passwordMin, PASSWORD_MIN_MOST]
      : [key === 'recordingDays' ? 0 : 1, loosest[key]]
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN
  return number >= least && number <= most ? number : null
}

function Form({ view }: { view: PolicyView }) {
  const t = useText('server')
  const [known, setKnown] = useState(view)
  const [typed, setTyped] = useState(() => typedOf(view.policy))
  const [checked, setChecked] = useState(false)
  const [done, setDone] = useState(false)
  const factors = useLoaded(api.factors)
  const { fresh, dialog } = useFresh(factors.value?.factors.map(({ kind }) => kind) ?? [])
  const save = useAction(
    (policy: Policy) => fresh(() => api.setPolicy(policy)),
    (answer) => {
      setKnown(answer)
      setTyped(typedOf(answer.policy))
      setDone(true)
    },
  )
  const { loosest } = known
  const change = (part: Partial<Typed>) => {
    setDone(false)
    setTyped({ ...typed, ...part })
  }
  const number = (key: Numbers) => numberIn(typed[key], key, loosest)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const passwordMin = number('passwordMin')
    const lobby = number('lobby')
    const keepDays = number('keepDays')
    const recordingDays = number('recordingDays')
    if (passwordMin === null || lobby === null || keepDays === null || recordingDays === null)
      return
    void save.start({ passwordMin, lobby, keepDays, recordingDays, guests: typed.guests })
  }
  const hints: Record<Numbers, string> = {
    passwordMin: t.tighten.passwordMinHint(loosest.passwordMin, PASSWORD_MIN_MOST),
    lobby: t.tighten.lobbyHint(loosest.lobby),
    keepDays: t.tighten.keepDaysHint(loosest.keepDays),
    recordingDays: t.tighten.recordingDaysHint(loosest.recordingDays),
  }
  const field = (key: Numbers) => (
    <TextField
      label={t.tighten.names[key]}
      hint={hints[key]}
      value={typed[key]}
      onChange={(text) => change({ [key]: text })}
      error={checked && number(key) === null ? t.tighten.notANumber : null}
      inputMode="numeric"
      autoComplete="off"
      isRequired
    />
  )
  return (
    <>
      <form className="card stack" onSubmit={submit} noValidate>
        <RadioGroup<Guests>
          legend={t.tighten.names.guests}
          value={typed.guests}
          options={GUESTS.map((value) => ({
            value,
            label: t.tighten.guests[value].name,
            what: t.tighten.guests[value].what,
          }))}
          onChange={(guests) => change({ guests })}
        />
        {field('passwordMin')}
        {field('lobby')}
        {field('keepDays')}
        {loosest.recordingDays > 0 && field('recordingDays')}
        <FailureAlert failure={save.failure} />
        {done && <Alert tone="ok">{t.tighten.done}</Alert>}
        <Button type="submit" look="primary" isDisabled={save.pending}>
          {t.tighten.submit}
        </Button>
      </form>
      {dialog}
    </>
  )
}
