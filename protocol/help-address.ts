import { isMailAddress } from './mail-address.ts'

const ADDRESS_MAX = 254

/**
 * Where the help desk's address leads: a mail address or an https URL without a user name in it.
 * Null if `text` is neither. Imports no schema, because the client uses it too.
 */
export function helpLink(text: string): string | null {
  if (text.length > ADDRESS_MAX) return null
  if (isMailAddress(text)) return `mailto:${text}`
  if (!/^https:\/\/[^\s\\"<>]+$/u.test(text)) return null
  try {
    const url = new URL(text)
    return url.username === '' && url.password === '' ? url.href : null
  } catch {
    return null
  }
}
