/** RFC 5321, 4.5.3.1: octets of the part before the `@`, and of a path without its brackets. */
const LOCAL_MAX = 64
const ADDRESS_MAX = 254
/**
 * Narrower than RFC 5322 on purpose: no quotes, comments, display names, routes (`%`, `!`), literals
 * or letters beyond ASCII, so that an address is one address to every program that reads it. A
 * domain of other letters comes in punycode.
 */
const ADDRESS =
  /^(?<local>[A-Za-z0-9_+&'=~-]+(?:\.[A-Za-z0-9_+&'=~-]+)*)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,58}[A-Za-z0-9])$/

/** Whether this is one mail address and nothing else. Imports nothing, for the page asks it too. */
export function isMailAddress(text: string): boolean {
  if (text.length > ADDRESS_MAX) return false
  const local = ADDRESS.exec(text)?.groups?.['local']
  return local !== undefined && local.length <= LOCAL_MAX
}
