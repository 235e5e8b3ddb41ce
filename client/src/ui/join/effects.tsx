import { useRef, useState, useSyncExternalStore } from 'react'
import { canTreat, currentCosts, isWeak, measured, onCosts } from '../../call/devices.ts'
import type { Cost, EffectName } from '../../call/devices.ts'
import { useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { Button } from '../widgets/button.tsx'
import { Checkbox } from '../widgets/choice.tsx'

type Input = 'microphone' | 'camera'
type Props = {
  chosen: Record<Input, boolean>
  onChange: (which: Input, effect: boolean) => void
}

/**
 * Background blur and noise suppression. Each is measured on this machine before it is turned on.
 */
export function Effects({ chosen, onChange }: Props) {
  return (
    <div className="stack-tight">
      <Effect name="blur" on={chosen.camera} onChange={(on) => onChange('camera', on)} />
      <Effect name="denoise" on={chosen.microphone} onChange={(on) => onChange('microphone', on)} />
    </div>
  )
}

type EffectProps = { name: EffectName; on: boolean; onChange: (on: boolean) => void }

function Effect({ name, on, onChange }: EffectProps) {
  const costs = useSyncExternalStore(onCosts, currentCosts)
  const [trial, setTrial] = useState<Trial>({ at: 'idle' })
  // A trial that was given up turns nothing on.
  const latest = useRef(0)
  const turn = (wanted: boolean) => {
    latest.current += 1
    setTrial({ at: 'idle' })
    onChange(wanted)
  }
  const tryOut = async () => {
    const mine = (latest.current += 1)
    setTrial({ at: 'measuring' })
    try {
      const cost = await measured(name)
      if (latest.current !== mine) return
      if (isWeak(name, cost)) setTrial({ at: 'weak' })
      else turn(true)
    } catch {
      if (latest.current === mine) setTrial({ at: 'failed' })
    }
  }
  return (
    <EffectChoice
      name={name}
      on={on}
      able={canTreat(name)}
      trial={trial}
      cost={on ? costs[name] : null}
      onChange={(wanted) => (wanted ? void tryOut() : turn(false))}
      onInsist={() => turn(true)}
    />
  )
}

/** State of the trial run; `weak`: this machine is too slow, so the effect stays off. */
export type Trial = { at: 'idle' | 'measuring' | 'failed' | 'weak' }
type ChoiceProps = EffectProps & {
  /** Whether this browser supports the effect. */
  able: boolean
  trial: Trial
  /** Measured cost while the effect is running. */
  cost: Cost | null
  onInsist: () => void
}

/** Share of a processor core from which on the meeting may suffer, so that people are told. */
const HARD = 0.5

/** Presentational: renders an effect in any of its states. */
export function EffectChoice({ name, on, able, trial, cost, onChange, onInsist }: ChoiceProps) {
  const t = useText('effects')
  const words = t.effects[name]
  return (
    <div className="stack-tight">
      <Checkbox
        label={words.label}
        what={able ? words.what : t.effects.unable}
        // Ticked at once; whether it stays so is known in a moment.
        checked={on || trial.at === 'measuring'}
        disabled={!able && !on}
        onChange={onChange}
      />
      <p className="small soft" aria-live="polite">
        {trial.at === 'measuring' && t.effects.measuring}
        {trial.at === 'failed' && t.effects.failed}
      </p>
      {/* Not a live region, because it may change every second. */}
      {cost && <p className="small soft">{cost.core < HARD ? t.effects.easy : t.effects.hard}</p>}
      {trial.at === 'weak' && (
        <Alert tone="warn">
          <p>{words.weak}</p>
          <Button onPress={onInsist}>{words.insist}</Button>
        </Alert>
      )}
    </div>
  )
}
