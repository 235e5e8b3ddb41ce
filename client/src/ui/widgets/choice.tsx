import { useId } from 'react'
import type { ReactNode } from 'react'

type RadioProps<T extends string> = {
  legend: string
  value: T
  options: readonly { value: T; label: string; what?: string }[]
  disabled?: boolean
  onChange: (value: T) => void
}

export function RadioGroup<T extends string>(props: RadioProps<T>) {
  const { legend, value, options, disabled, onChange } = props
  const name = useId()
  return (
    <fieldset disabled={disabled}>
      <legend className="field-label">{legend}</legend>
      {options.map((option) => (
        <Choice
          key={option.value}
          type="radio"
          name={name}
          label={option.label}
          what={option.what}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  )
}

type CheckboxProps = {
  label: string
  what?: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

export const Checkbox = (props: CheckboxProps) => <Choice type="checkbox" {...props} />

type ChoiceProps = {
  type: 'radio' | 'checkbox'
  name?: string
  label: ReactNode
  what?: string | undefined
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

function Choice({ type, name, label, what, checked, disabled, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <label className="choice" htmlFor={id}>
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={what ? `${id}-what` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
      {what && (
        // Hidden, because it is the description and not part of the name.
        <span id={`${id}-what`} className="choice-what field-hint" aria-hidden="true">
          {what}
        </span>
      )}
    </label>
  )
}
