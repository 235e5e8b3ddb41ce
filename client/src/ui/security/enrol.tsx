import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Enrolled, FactorKind } from '#protocol/factors.ts'
import { LIMITS } from '#protocol/limits.ts'
import { accountApi } from '../../http/accounts.ts'
import { useTexts } from '../../i18n/text.ts'
import { Qr } from '../qr.tsx'
import { FailureAlert, useCountdown } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { RadioGroup } from '../widgets/choice.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { TextField } from '../widgets/field.tsx'
import { useAction } from '../widgets/use-action.ts'
import { useLoaded } from '../widgets/use-loaded.ts'
import { RecoveryCodes } from './codes.tsx'
import { createPasskey, passkeysWork } from './passkey.ts'
import { ONE_TIME_CODE } from './prove.tsx'

/** Adds one factor. The first one also issues recovery codes, which the person must confirm. */
export function Enrol({ onDone, onCodes }: { onDone: () => void; onCodes?: () => void }) {
  const texts = useTexts('security')
  const [kind, setKind] = useState<FactorKind>('totp')
  const [codes, setCodes] = useState<string[] | null>(null)
  const enrolled = ({ recoveryCodes }: Enrolled) => {
    if (recoveryCodes === null) {
      onDone()
      return
    }
    setCodes(recoveryCodes)
    onCodes?.()
  }
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  const kinds: FactorKind[] = passkeysWork() ? ['totp', 'passkey'] : ['totp']
  return (
    <div className="stack">
      {kinds.length > 1 && (
        <RadioGroup
          legend={texts.factors.choose}
          value={kind}
          options={kinds.map((value) => ({
            value,
            label: texts.factors.kinds[value],
            what: texts.factors.kindsWhat[value],
          }))}
          onChange={setKind}
        />
      )}
      {kind === 'totp' ? <AddTotp onDone={enrolled} /> : <AddPasskey onDone={enrolled} />}
    </div>
  )
}

type AddProps = { onDone: (result: Enrolled) => void }

function AddTotp({ onDone }: AddProps) {
  const texts = useTexts('security')
  const { value, failure: noSecret } = useLoaded(accountApi.newTotp, NEVER)
  const [name, setName] = useState(texts.factors.defaultNames.totp)
  const [code, setCode] = useState('')
  const { start, pending, failure } = useAction(accountApi.addTotp, onDone)
  const wait = useCountdown(failure)
  if (!value) return <FailureAlert failure={noSecret} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '' && name.trim() !== '' && wait === 0)
      void start({ challenge: value.challenge, name, code })
  }
  const groups = value.secret.replace(/(.{4})(?=.)/g, '$1 ')
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{texts.factors.scan}</p>
      <Qr text={value.uri} />
      <div className="stack-tight">
        <p className="small soft">{texts.factors.byHand}</p>
        <output className="secret-value" aria-label={texts.factors.byHand}>
          <code>{groups}</code>
        </output>
        <div className="row">
          <CopyButton small text={value.secret} label={texts.factors.copyKey} />
        </div>
      </div>
      <TextField
        label={texts.factors.code}
        hint={texts.factors.thenCode}
        value={code}
        onChange={setCode}
        exact
        isRequired
        {...ONE_TIME_CODE}
      />
      <NameField value={name} onChange={setName} />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={pending || wait > 0}>
        {texts.factors.submit}
      </Button>
    </form>
  )
}

/** Prevents a refetch, because a second secret would invalidate the one just scanned. */
const NEVER = 2 ** 31 - 1

function AddPasskey({ onDone }: AddProps) {
  const texts = useTexts('security')
  const [name, setName] = useState(texts.factors.defaultNames.passkey)
  const { start, pending, failure } = useAction(createPasskey, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') void start(name)
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{texts.factors.createWhat}</p>
      <NameField value={name} onChange={setName} />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" icon="key" isDisabled={pending}>
        {texts.factors.create}
      </Button>
    </form>
  )
}

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const texts = useTexts('security')
  return (
    <TextField
      label={texts.factors.name}
      value={value}
      onChange={onChange}
      limit={LIMITS.factorName}
      autoComplete="off"
      isRequired
    />
  )
}
