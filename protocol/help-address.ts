import { isMailAddress } from './mail-address.ts'

const ADDRESS_MAX = 254

/** Whether this is a help desk's address: a mail address, or an https URL without a user name. */
export function isHelpAddress(text: string): boolean {
  if (text.length > ADDRESS_MAX) return false
  if (isMailAddress(text)) return true
  if (!/^https:\/\/[^\s\\"<>]+$/u.test(text)) return false
  try {
    const { username, password } = new URL(text)
    return username === '' && password === ''
  } catch {
    return false
  }
}
