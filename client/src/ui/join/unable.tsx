import { useText } from '../../i18n/text.ts'
import { endOf } from '../../secrets/tab.ts'
import { meetingLink } from '../shell/router.ts'
import { Alert } from '../widgets/alert.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { isEssential } from './needs.ts'
import type { Need } from './needs.ts'

type Props = { id: string; missing: readonly Need[] }

/** Instead of the form: nobody types a password for a call that cannot begin here. */
export function Unable({ id, missing }: Props) {
  const t = useText('visit')
  return (
    <section className="card stack">
      <PageTitle>{t.needs.title}</PageTitle>
      <Alert tone="danger">
        {missing.filter(isEssential).map((need) => (
          <p key={need}>{t.needs.missing[need]}</p>
        ))}
      </Alert>
      <ul className="stack-tight">
        {t.needs.ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      <div className="row">
        <CopyButton text={`${meetingLink(id)}${endOf(id) ?? ''}`} label={t.needs.copy} />
      </div>
    </section>
  )
}

/** Above the form, if only microphone and camera are out of reach. */
export function Limited({ missing }: Pick<Props, 'missing'>) {
  const t = useText('visit')
  const [need] = missing
  return need === undefined ? null : <Alert tone="warn">{t.needs.missing[need]}</Alert>
}
