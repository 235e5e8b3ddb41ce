import { accountsEn } from './accounts.en.ts'
import { accountsVi } from './accounts.vi.ts'
import type { AccountsTexts } from './accounts.vi.ts'
import { useLanguage } from './text.ts'
import type { Language } from './text.ts'

/** Both come with the operator's pages. */
export const ACCOUNTS_TEXTS: Record<Language, AccountsTexts> = { vi: accountsVi, en: accountsEn }

export const useAccountsText = (): AccountsTexts => ACCOUNTS_TEXTS[useLanguage()]
