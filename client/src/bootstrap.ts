/**
 * What the first page needs of the server, asked for before the rest of the script has run: on a
 * slow machine that takes longer than the answers.
 */
import { restoreLanguage } from './i18n/text.ts'
import { askSession } from './ui/shell/session.ts'

askSession()
export const languageRestored = restoreLanguage()
