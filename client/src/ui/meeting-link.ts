import { useEffect, useState } from 'react'
import { sharedEnd } from '../secrets/links.ts'
import { meetingLink } from './shell/router.ts'

/** A meeting's link to give out; `whole` if it has the keys that let people in without words. */
export type SharedLink = { link: string; whole: boolean }

/** As they were the last time, so that a page does not begin without them. */
const last = new Map<string, SharedLink>()
const keyOf = (id: string, founder: string | null) => `${id} ${founder ?? ''}`

/** @param founder the hash that the server has, as far as it is known here */
export async function linkToShare(id: string, founder: string | null = null): Promise<SharedLink> {
  const end = await sharedEnd(id, founder).catch(() => '')
  const shared = { link: `${meetingLink(id)}${end}`, whole: end !== '' }
  last.set(keyOf(id, founder), shared)
  return shared
}

/** Null for the moment it takes to look it up. */
export function useMeetingLink(id: string, founder: string | null = null): SharedLink | null {
  const [found, setFound] = useState<{ key: string; shared: SharedLink } | null>(null)
  const key = keyOf(id, founder)
  useEffect(() => {
    let gone = false
    void linkToShare(id, founder).then((shared) => {
      if (!gone) setFound({ key, shared })
    })
    return () => {
      gone = true
    }
  }, [id, founder, key])
  return found?.key === key ? found.shared : (last.get(key) ?? null)
}
