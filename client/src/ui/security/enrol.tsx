import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Enrolled, FactorKind } from '../../../../server/protocol/factors.ts'
import { LIMITS } from '../../../../server/protocol/limits.ts'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
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
import { Qr } from './qr.tsx'

/** Adds one factor; the first brings the recovery codes, which must have been seen. */
export function Enrol({ onDone, onCodes }: { onDone: () => void; onCodes?: () => void }) {
  const t = useText()
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
          legend={t.factors.choose}
          value={kind}
          options={kinds.map((value) => ({
            value,
            label: t.factors.kinds[value],
            what: t.factors.kindsWhat[value],
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
  const t = useText()
  const { value, failure: noSecret } = useLoaded(api.newTotp, NEVER)
  const [name, setName] = useState(t.factors.defaultNames.totp)
  const [code, setCode] = useState('')
  const { start, pending, failure } = useAction(api.addTotp, onDone)
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
      <p>{t.factors.scan}</p>
      <Qr text={value.uri} />
      <div className="stack-tight">
        <p className="small soft">{t.factors.byHand}</p>
        <output className="secret-value" aria-label={t.factors.byHand}>
          <code>{groups}</code>
        </output>
        <div className="row">
          <CopyButton small text={value.secret} label={t.factors.copyKey} />
        </div>
      </div>
      <TextField
        label={t.factors.code}
        hint={t.factors.thenCode}
        value={code}
        onChange={setCode}
        exact
        isRequired
        {...ONE_TIME_CODE}
      />
      <NameField value={name} onChange={setName} />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" isDisabled={pending || wait > 0}>
        {t.factors.submit}
      </Button>
    </form>
  )
}

/** A second secret would void what was just scanned. */
const NEVER = 2 ** 31 - 1

function AddPasskey({ onDone }: AddProps) {
  const t = useText()
  const [name, setName] = useState(t.factors.defaultNames.passkey)
  const { start, pending, failure } = useAction(createPasskey, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') void start(name)
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.factors.createWhat}</p>
      <NameField value={name} onChange={setName} />
      <FailureAlert failure={failure} />
      <Button type="submit" look="primary" icon="key" isDisabled={pending}>
        {t.factors.create}
      </Button>
    </form>
  )
}

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const t = useText()
  return (
    <TextField
      label={t.factors.name}
      value={value}
      onChange={onChange}
      maxLength={LIMITS.factorName}
      autoComplete="off"
      isRequired
    />
  )
}
