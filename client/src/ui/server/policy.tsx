import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Guests, Policy, PolicyView } from '#protocol/policy.ts'
import { accountApi } from '../../http/accounts.ts'
import { operatorApi } from '../../http/operators.ts'
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

/**
 * Settings an operator may tighten. The server refuses looser values; this page only reports that
 * early.
 */
export function ServerPolicyPage() {
  return (
    <Page current="serverPolicy">
      <SignedIn>{() => <Load />}</SignedIn>
    </Page>
  )
}

function Load() {
  const t = useText('server')
  const { value, failure } = useLoaded(operatorApi.policy)
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
/**
 * Upper bound for the minimum length. By NIST SP 800-63B-4, 3.1.1.2, everyone must be able to use a
 * password of 64 characters.
 */
const PASSWORD_MIN_MOST = 64

const typedOf = ({ passwordMin, lobby, keepDays, recordingDays, guests }: Policy): Typed => ({
  passwordMin: String(passwordMin),
  lobby: String(lobby),
  keepDays: String(keepDays),
  recordingDays: String(recordingDays),
  guests,
})

/** Null if the text is not an integer within the bounds. */
function numberIn(text: string, key: Numbers, loosest: Policy): number | null {
  const [least, most] =
    key === 'passwordMin'
      ? [loosest.passwordMin, PASSWORD_MIN_MOST]
      : [key === 'recordingDays' ? 0 : 1, loosest[key]]
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN
  return number >= least && number <= most ? number : null
}

/** Form state: validates against the loosest values allowed, and saves after a fresh proof. */
function usePolicyForm(view: PolicyView) {
  const [known, setKnown] = useState(view)
  const [typed, setTyped] = useState(() => typedOf(view.policy))
  const [checked, setChecked] = useState(false)
  const [done, setDone] = useState(false)
  const factors = useLoaded(accountApi.factors)
  const { fresh, dialog } = useFresh(factors.value?.factors.map(({ kind }) => kind) ?? [])
  const save = useAction(
    (policy: Policy) => fresh(() => operatorApi.setPolicy(policy)),
    (answer) => {
      setKnown(answer)
      setTyped(typedOf(answer.policy))
      setDone(true)
    },
  )
  const { loosest } = known
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
  const change = (part: Partial<Typed>) => {
    setDone(false)
    setTyped({ ...typed, ...part })
  }
  const isWrong = (key: Numbers) => checked && number(key) === null
  return { typed, change, isWrong, loosest, submit, save, done, dialog }
}

function Form({ view }: { view: PolicyView }) {
  const t = useText('server')
  const form = usePolicyForm(view)
  const { typed, change, loosest, save } = form
  return (
    <>
      <form className="card stack" onSubmit={form.submit} noValidate>
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
        <NumberField of="passwordMin" form={form} />
        <NumberField of="lobby" form={form} />
        <NumberField of="keepDays" form={form} />
        {loosest.recordingDays > 0 && <NumberField of="recordingDays" form={form} />}
        <FailureAlert failure={save.failure} />
        {form.done && <Alert tone="ok">{t.tighten.done}</Alert>}
        <Button type="submit" look="primary" isDisabled={save.pending}>
          {t.tighten.submit}
        </Button>
      </form>
      {form.dialog}
    </>
  )
}

type NumberProps = { of: Numbers; form: ReturnType<typeof usePolicyForm> }

function NumberField({ of, form: { typed, change, isWrong, loosest } }: NumberProps) {
  const { tighten: t } = useText('server')
  const hints: Record<Numbers, string> = {
    passwordMin: t.passwordMinHint(loosest.passwordMin, PASSWORD_MIN_MOST),
    lobby: t.lobbyHint(loosest.lobby),
    keepDays: t.keepDaysHint(loosest.keepDays),
    recordingDays: t.recordingDaysHint(loosest.recordingDays),
  }
  return (
    <TextField
      label={t.names[of]}
      hint={hints[of]}
      value={typed[of]}
      onChange={(text) => change({ [of]: text })}
      error={isWrong(of) ? t.notANumber : null}
      inputMode="numeric"
      autoComplete="off"
      isRequired
    />
  )
}
