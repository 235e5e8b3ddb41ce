import { chooseLanguage, LANGUAGES, languageName, useLanguage, useText } from '../../i18n/text.ts'

/** Each language is listed by its own name, for people who cannot read the other one. */
export function LanguageChoice() {
  const t = useText()
  const language = useLanguage()
  return (
    <select
      className="input language"
      aria-label={t.common.language}
      value={language}
      onChange={(event) => {
        const chosen = LANGUAGES.find((known) => known === event.target.value)
        if (chosen) void chooseLanguage(chosen)
      }}
    >
      {LANGUAGES.map((known) => (
        <option key={known} value={known} lang={known}>
          {languageName(known)}
        </option>
      ))}
    </select>
  )
}
