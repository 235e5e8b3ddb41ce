import { useCallback, useEffect, useState } from 'react'
import type { InviteLink, InviteView } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { useLoaded } from '../widgets/use-loaded.ts'
import type { Made } from './made-invites.tsx'
import type { Outcome } from './make-invites.tsx'

/** How often the states are refreshed while the page is visible. */
const REFRESH_MS = 10_000
/** The interval while mails are being sent. */
const MAILING_MS = 1500

/** The invitations of a meeting, and the links created on this page. */
export function useInvites(id: string) {
  const load = useCallback(() => api.invites(id), [id])
  const { value: invites, failure, reload } = useLoaded(load, REFRESH_MS)
  const { value: meetings } = useLoaded(api.meetings)
  const { value: mail } = useLoaded(api.mail)
  const [made, setMade] = useState<Made[]>([])
  const [mailFailure, setMailFailure] = useState<Failure | null>(null)
  const meeting = meetings?.find((one) => one.id === id)
  useMailProgress(invites ?? [], reload)
  const addressOf = (of: string) => made.find(({ invite }) => invite.id === of)?.to ?? null
  return {
    meeting,
    invites,
    failure,
    canMail: mail?.on === true && meeting?.ended === false,
    made,
    mailFailure,
    addressOf,
    added: (outcome: Outcome) => {
      setMade([...outcome.made, ...made])
      setMailFailure(outcome.mailFailure)
      void reload()
    },
    /** Mailing creates a new link, so the one on this page no longer works. */
    renewed: (links: InviteLink[], to?: string) => {
      const ids = new Set(links.map(({ invite }) => invite.id))
      setMade([
        ...links.map((link) => ({ ...link, to: to ?? addressOf(link.invite.id) })),
        ...made.filter(({ invite }) => !ids.has(invite.id)),
      ])
      setMailFailure(null)
      void reload()
    },
    revoked: (revoked: InviteView) => {
      setMade(made.filter(({ invite }) => invite.id !== revoked.id))
      void reload()
    },
  }
}

function useMailProgress(invites: readonly InviteView[], reload: () => Promise<void>) {
  const queued = invites.some(({ mail }) => mail === 'queued')
  useEffect(() => {
    if (!queued) return undefined
    const timer = setInterval(() => void reload(), MAILING_MS)
    return () => clearInterval(timer)
  }, [queued, reload])
}
