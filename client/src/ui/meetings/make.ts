import { useEffect } from 'react'
import type { MeetingSecret } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import type { Answer } from '../../http/api.ts'
import { drawKeys, keepSecret, loadSecrets } from '../../secrets/here.ts'
import { linkToShare } from '../meeting-link.ts'

type Asked = Parameters<typeof api.createMeeting>[0]

/**
 * Makes a meeting with keys that are drawn here and that the server does not learn. Where this
 * browser cannot draw any, it is made without: its host's browser does so on entering.
 */
export async function makeMeeting(asked: Asked): Promise<Answer<MeetingSecret>> {
  const keys = await drawKeys().catch(() => null)
  const answer = await api.createMeeting(keys ? { ...asked, founder: keys.founder } : asked)
  if (!keys || !answer.ok) return answer
  const { id, founder } = answer.result.meeting
  await keepSecret(id, keys.secret)
  // So that the next page has it from its first moment.
  await linkToShare(id, founder)
  return answer
}

/** What draws the keys comes while the form is filled in. */
export function useSecretsAhead() {
  useEffect(() => {
    void loadSecrets().catch(() => undefined)
  }, [])
}
