import { useCallback } from 'react'
import type { Call, KeysView } from '../../call/types.ts'
import { useLanguage, useText } from '../../i18n/text.ts'
import { Alert } from '../widgets/alert.tsx'
import { PageTitle } from '../widgets/title.tsx'
import { useWords, Words, wordsLanguage } from '../widgets/words.tsx'

/** Instead of "the host decides": nobody can be admitted by a link of other keys. */
export function OtherLink() {
  const { proof: t } = useText('visit')
  return (
    <>
      <PageTitle>{t.otherTitle}</PageTitle>
      <Alert tone="warn">{t.other}</Alert>
      <p>{t.otherWhy}</p>
    </>
  )
}

type Props = { call: Call; keys: KeysView }

/** For somebody whose link proves nothing: that the host asks for words, and then which. */
export function WaitingProof({ call, keys }: Props) {
  const { proof: t } = useText('visit')
  if (!keys.spoken) return <p className="small soft">{t.none}</p>
  return (
    <section className="stack-tight" aria-label={t.words}>
      <h2>{t.spoken}</h2>
      <OwnWords call={call} label={t.words} />
      <p className="small soft">{t.spokenHow}</p>
    </section>
  )
}

function OwnWords({ call, label }: { call: Call; label: string }) {
  const language = wordsLanguage(useLanguage())
  const ask = useCallback((chosen: 'vi' | 'en') => call.ownWords(chosen), [call])
  const words = useWords(ask, language)
  return words ? <Words label={label} words={words} language={language} /> : null
}
