/**
 * Starts the requests the first page depends on before the rest of the script runs. On a slow
 * machine, running the script takes longer than the round trips.
 */
import { restoreLanguage } from './i18n/text.ts'
import { askSession } from './ui/shell/session.ts'

askSession()
export const languageRestored = restoreLanguage()
