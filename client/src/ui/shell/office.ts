import type { Office } from '#protocol/office.ts'
import { useSession } from './session.ts'

/** The office as the server last described it; null before it has answered. */
export function useOffice(): Office | null {
  const state = useSession()
  return state.status === 'ready' ? state.session.office : null
}

export const emblemPath = (hash: string): string => `/api/office/emblem/${hash}`
