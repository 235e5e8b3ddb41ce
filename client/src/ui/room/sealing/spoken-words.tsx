import type { ReactNode } from 'react'
import { useText } from '../../../i18n/text.ts'
import { Button } from '../../widgets/button.tsx'
import { Words } from '../../widgets/words.tsx'
import type { WordsLanguage } from '../../widgets/words.tsx'

type Props = {
  label: string
  words: string[] | null | undefined
  language: WordsLanguage
  onLanguage: (language: WordsLanguage) => void
  /** In their place, if there are none. */
  none: ReactNode
}

/** Words to compare, with a switch: the other side may see them in the other language. */
export function SpokenWords({ label, words, language, onLanguage, none }: Props) {
  const { compare: t } = useText('sealing')
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <div className="spoken">
      <div aria-live="polite">
        {words === undefined && <p className="spoken-wait soft">{t.loading}</p>}
        {words === null && none}
        {words && <Words label={label} words={words} language={language} />}
      </div>
      {words && (
        <Button look="quiet" small icon="globe" onPress={() => onLanguage(other)}>
          {other === 'vi' ? t.inVietnamese : t.inEnglish}
        </Button>
      )}
    </div>
  )
}
