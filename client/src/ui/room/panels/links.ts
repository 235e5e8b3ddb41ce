import { urlOf } from '../../url.ts'

/** Part of a message: plain text or an address. The joined parts are the message. */
export type Part = { type: 'text' | 'link'; text: string }

/**
 * Only text with an explicit scheme. Punctuation that ends a sentence is not part of the address.
 */
const ADDRESS = /https?:\/\/[^\s<>"'`]+/giu
const TAIL = /[.,;:!?…)\]}»”’]+$/u

export function partsOf(message: string): Part[] {
  const parts: Part[] = []
  let done = 0
  for (const match of message.matchAll(ADDRESS)) {
    const text = match[0].replace(TAIL, '')
    if (urlOf(text) === null) continue
    if (match.index > done) parts.push({ type: 'text', text: message.slice(done, match.index) })
    parts.push({ type: 'link', text })
    done = match.index + text.length
  }
  if (done < message.length) parts.push({ type: 'text', text: message.slice(done) })
  return parts
}

/**
 * The host in ASCII form, as the browser will open it. Shown in the confirmation, so that
 * look-alike letters become visible.
 */
export const hostOf = (address: string): string => new URL(address).host
