import { useSyncExternalStore } from 'react'
import type { Session } from '#protocol/http.ts'
import { api } from '../../http/api.ts'
import type { Failure } from '../../http/api.ts'
import { paintOffice } from './accent.ts'

export type SessionState =
  | { status: 'loading' }
  | { status: 'failed'; error: Failure }
  | { status: 'ready'; session: Session }

let state: SessionState = { status: 'loading' }
let asked = false
const listeners = new Set<() => void>()

function set(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

let header: () => Promise<unknown> = async () => {}

/** Names what a signed-in person's header needs. */
export function fetchWithSession(load: () => Promise<unknown>): void {
  header = load
}

export async function reloadSession(): Promise<void> {
  asked = true
  const answer = await api.session()
  // A header that grew a row later would push a button from under the pointer.
  if (answer.ok && answer.result.me) await header().catch(() => {})
  if (answer.ok) paintOffice(answer.result.office)
  set(
    answer.ok
      ? { status: 'ready', session: answer.result }
      : { status: 'failed', error: answer.error },
  )
}

/** Called before the first render, so that the request is already under way. */
export function askSession(): void {
  if (!asked) void reloadSession()
}

const subscribe = (listener: () => void) => {
  askSession()
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Resolves with the first answer, or after so many milliseconds without one. */
export async function sessionKnown(milliseconds: number): Promise<void> {
  if (state.status !== 'loading') return
  await new Promise<void>((resolve) => {
    const done = () => {
      unsubscribe()
      clearTimeout(timer)
      resolve()
    }
    const unsubscribe = subscribe(done)
    const timer = setTimeout(done, milliseconds)
  })
}

/** As of the last answer from the server. */
export const isSignedIn = (): boolean => state.status === 'ready' && state.session.me !== null

/** The current session. Requested once per page load and after every change. */
export const useSession = () => useSyncExternalStore(subscribe, () => state)
export function useMe() {
  const current = useSession()
  return current.status === 'ready' ? current.session.me : null
}
