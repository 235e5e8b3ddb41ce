import { useEffect, useState } from 'react'
import { offerSecret } from '../../secrets/here.ts'
import { takeEnd } from '../../secrets/tab.ts'

/**
 * Takes what stands after the `#` of a meeting's link that was opened or pasted.
 * @returns `kept`: whether a reload does not lose it, so that the address bar need not show it;
 *   `own`: whether it was the host's own link, with the key of the meeting
 */
export function takeLink(id: string, hash: string): { kept: boolean; own: boolean } {
  const { secret, kept } = takeEnd(id, hash)
  if (secret) void offerSecret(id, secret)
  return { kept: kept || secret !== null, own: secret !== null }
}

function takeFromAddress(id: string): boolean {
  const { kept, own } = takeLink(id, location.hash)
  if (kept) history.replaceState(null, '', location.pathname)
  return own
}

/**
 * For the page of a meeting: also takes a link that is opened in this tab later. Returns whether
 * one was the host's own.
 */
export function useTakenLink(id: string): boolean {
  const [own, setOwn] = useState(() => takeFromAddress(id))
  useEffect(() => {
    const take = () => setOwn((before) => takeFromAddress(id) || before)
    globalThis.addEventListener('hashchange', take)
    return () => globalThis.removeEventListener('hashchange', take)
  }, [id])
  return own
}
