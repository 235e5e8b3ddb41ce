import { useTexts } from '../../i18n/text.ts'
import { Icon } from '../widgets/icons.tsx'
import type { IconName } from '../widgets/icons.tsx'
import { sentenceOf, toneOf } from './finding-texts.ts'
import type { Tone } from './finding-texts.ts'
import type { Findings, Thing } from './findings.ts'
import './check.css'

const ICONS: Record<Tone, IconName> = { ok: 'check', warn: 'warn', none: 'info' }

type Props = {
  things: readonly Thing[]
  findings: Findings
  /** What was measured, said after the sentence. */
  figures?: Partial<Record<Thing, string>>
}

export function FindingList({ things, findings, figures }: Props) {
  const t = useTexts('check')
  return (
    <dl className="findings">
      {things.map((thing) => {
        const tone = toneOf(thing, findings)
        return (
          <div key={thing} data-tone={tone} data-thing={thing}>
            <Icon name={ICONS[tone]} />
            <dt>{t.things[thing]}</dt>
            <dd>
              {sentenceOf(t, thing, findings)} {figures?.[thing]}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
