import type { Mode } from '#protocol/model.ts'
import { useText } from '../../i18n/text.ts'
import { RadioGroup } from '../widgets/choice.tsx'

export const MODES: Mode[] = ['discussion', 'conference', 'lecture']

type Props = { legend: string; value: Mode; onChange: (mode: Mode) => void }

export function ModeChoice({ legend, value, onChange }: Props) {
  const { modes } = useText('meeting')
  return (
    <RadioGroup<Mode>
      legend={legend}
      value={value}
      options={MODES.map((mode) => ({
        value: mode,
        label: modes[mode].name,
        what: modes[mode].what,
      }))}
      onChange={onChange}
    />
  )
}
