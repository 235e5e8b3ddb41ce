import { useId } from 'react'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import './choice-cards.css'

type CardsProps<T extends string> = {
  legend: string
  value: T
  options: readonly { value: T; label: string; what?: string; icon: IconName }[]
  onChange: (value: T) => void
}

/** A choice between few things that a picture and one sentence tell apart. */
export function ChoiceCards<T extends string>({ legend, value, options, onChange }: CardsProps<T>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="field-label">{legend}</legend>
      <div className="choice-cards" data-many={options.length}>
        {options.map((option) => (
          <label key={option.value} className="choice-card" htmlFor={`${name}-${option.value}`}>
            <input
              id={`${name}-${option.value}`}
              className="visually-hidden"
              type="radio"
              name={name}
              checked={option.value === value}
              aria-label={option.label}
              aria-describedby={option.what ? `${name}-${option.value}-what` : undefined}
              onChange={() => onChange(option.value)}
            />
            <span className="choice-card-face">
              <span className="choice-card-icon">
                <Icon name={option.icon} />
              </span>
              <span className="choice-card-name">{option.label}</span>
              {option.what && (
                <span id={`${name}-${option.value}-what`} className="small soft">
                  {option.what}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
