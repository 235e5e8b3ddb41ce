/** RFC 5321, 4.5.3.1: octets in the local part, and in a path without its angle brackets. */
const LOCAL_MAX = 64
const ADDRESS_MAX = 254
/**
 * Narrower than RFC 5322 on purpose: no quotes, comments, display names, routes (`%`, `!`),
 * literals or non-ASCII letters, so that every program reads the same single address.
 * Internationalized domains must be given in punycode.
 */
const ADDRESS =
  /^(?<local>[A-Za-z0-9_+&'=~-]+(?:\.[A-Za-z0-9_+&'=~-]+)*)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,58}[A-Za-z0-9])$/

/** Whether `text` is exactly one mail address. Imports nothing, because the client uses it too. */
export function isMailAddress(text: string): boolean {
  if (text.length > ADDRESS_MAX) return false
  const local = ADDRESS.exec(text)?.groups?.['local']
  return local !== undefined && local.length <= LOCAL_MAX
}
