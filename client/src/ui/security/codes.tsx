import { useText } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'

/** The one time they are on screen; going on takes a word that they were put away. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText()
  return (
    <div className="stack">
      <p>{t.factors.codesBody}</p>
      <ol className="codes" aria-label={t.factors.codesList}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <CopyButton text={codes.join('\n')} label={t.factors.copyCodes} />
        <Button look="primary" onPress={onDone}>
          {t.factors.codesKept}
        </Button>
      </div>
    </div>
  )
}
