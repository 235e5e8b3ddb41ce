import { urlOf } from '../../url.ts'

/** A message in parts: plain text, and the addresses in it. Joined again they are the message. */
export type Part = { type: 'text' | 'link'; text: string }

/** Only what says by itself that it is an address; what ends a sentence is not part of it. */
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
 * What the person is asked about: the host as the browser will open it, in its ASCII form, so that
 * letters which only look like others show themselves.
 */
export const hostOf = (address: string): string => new URL(address).host
