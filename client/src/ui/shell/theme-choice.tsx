import { useText } from '../../i18n/text.ts'
import { chooseTheme, THEMES, useTheme } from './theme.ts'

export function ThemeChoice() {
  const t = useText()
  const theme = useTheme()
  return (
    <select
      className="input language"
      aria-label={t.common.theme}
      value={theme}
      onChange={(event) => {
        const chosen = THEMES.find((known) => known === event.target.value)
        if (chosen) chooseTheme(chosen)
      }}
    >
      {THEMES.map((known) => (
        <option key={known} value={known}>
          {t.common.themes[known]}
        </option>
      ))}
    </select>
  )
}
