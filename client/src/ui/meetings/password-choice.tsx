import { useEffect, useRef, useState } from 'react'
import type { PasswordVerdict } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import { useText } from '../../i18n/text.ts'
import { RadioGroup } from '../widgets/choice.tsx'
import { PasswordField } from '../widgets/field.tsx'
import { useLoaded } from '../widgets/use-loaded.ts'

export type PasswordChoice = { kind: 'proposed' } | { kind: 'own'; password: string }
export const passwordOf = (choice: PasswordChoice) =>
  choice.kind === 'own' ? { password: choice.password } : {}

/** Debounce, so that not every keystroke sends a request. */
const PAUSE_MS = 350
type Verdict = { password: string; verdict: PasswordVerdict | null }

/** Asks the server, so that the password rules exist only once. */
function useVerdict(password: string, context: string) {
  const [known, setKnown] = useState<Verdict>({ password: '', verdict: null })
  const last = useRef(0)
  useEffect(() => {
    const turn = ++last.current
    if (password === '') return undefined
    const timer = setTimeout(() => {
      void api.checkPassword({ password, context: context ? [context] : [] }).then((answer) => {
        if (last.current === turn) setKnown({ password, verdict: answer.ok ? answer.result : null })
      })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [password, context])
  return known.password === password
    ? { settled: true, verdict: known.verdict }
    : { settled: false, verdict: null }
}

type Props = { choice: PasswordChoice; context: string; onChange: (choice: PasswordChoice) => void }

export function PasswordChooser({ choice, context, onChange }: Props) {
  const t = useText('meetings')
  return (
    <div className="stack-tight">
      <RadioGroup
        legend={t.create.passwordChoice}
        value={choice.kind}
        options={[
          { value: 'proposed', label: t.create.proposed, what: t.create.proposedWhat },
          { value: 'own', label: t.create.own },
        ]}
        onChange={(kind) => onChange(kind === 'own' ? { kind, password: '' } : { kind })}
      />
      {choice.kind === 'own' && (
        <OwnPassword
          password={choice.password}
          context={context}
          onChange={(password) => onChange({ kind: 'own', password })}
        />
      )}
    </div>
  )
}

type OwnProps = { password: string; context: string; onChange: (password: string) => void }

function OwnPassword({ password, context, onChange }: OwnProps) {
  const t = useText('account', 'meetings')
  const { value: rules } = useLoaded(api.rules)
  const { settled, verdict } = useVerdict(password, context)
  const said = () => {
    if (password === '') return null
    if (!settled) return t.create.checking
    if (!verdict) return null
    if (verdict.ok) return t.create.strong
    return 'atLeast' in verdict ? t.common.atLeast(verdict.atLeast) : t.errors[verdict.code]
  }
  const tone = !settled || !verdict ? 'soft' : verdict.ok ? 'said-ok' : 'said-bad'
  return (
    <>
      <PasswordField
        label={t.create.ownLabel}
        hint={rules && t.setup.passwordHint(rules.passwordMin)}
        value={password}
        onChange={onChange}
        autoComplete="off"
        isRequired
      />
      <output className={`small ${tone}`}>{said()}</output>
    </>
  )
}
