import { useEffect, useState } from 'react'
import './words.css'

/** Languages that there are words in; pages in another language show English ones. */
export type WordsLanguage = 'vi' | 'en'
export const wordsLanguage = (language: string): WordsLanguage => (language === 'vi' ? 'vi' : 'en')

/**
 * Words that are asked for when they are shown. Undefined while they come, null if there are none.
 * @param ask stays the same as long as its answer holds
 */
export function useWords(
  ask: (language: WordsLanguage) => Promise<string[] | null>,
  language: WordsLanguage,
): string[] | null | undefined {
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    let wanted = true
    const answered = (words: string[] | null) => {
      if (wanted) setFound({ ask, language, words })
    }
    ask(language).then(answered, () => answered(null))
    return () => {
      wanted = false
    }
  }, [ask, language])
  return found?.ask === ask && found.language === language ? found.words : undefined
}

type Found = {
  ask: (language: WordsLanguage) => Promise<string[] | null>
  language: WordsLanguage
  words: string[] | null
}

type Props = { label: string; words: readonly string[]; language: WordsLanguage }

/** Words that people read out to each other: large, in order. */
export function Words({ label, words, language }: Props) {
  return (
    <ol className="words" aria-label={label} lang={language}>
      {words.map((word, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a word may come twice
        <li key={place}>{word}</li>
      ))}
    </ol>
  )
}
