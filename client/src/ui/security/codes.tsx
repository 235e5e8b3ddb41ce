import { useTexts } from '../../i18n/text.ts'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy.tsx'
import { late } from '../shell/late.tsx'

const CodesPrint = late(async () => (await import('../paper/codes.tsx')).CodesPrint, 'paper')

/** The only time the codes are on screen. Continuing requires confirming that they were saved. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const texts = useTexts('security')
  return (
    <div className="stack">
      <p>{texts.factors.codesBody}</p>
      <ol className="codes" aria-label={texts.factors.codesList}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <CodesPrint codes={codes} />
        <CopyButton text={codes.join('\n')} label={texts.factors.copyCodes} />
        <Button look="primary" onPress={onDone}>
          {texts.factors.codesKept}
        </Button>
      </div>
    </div>
  )
}
