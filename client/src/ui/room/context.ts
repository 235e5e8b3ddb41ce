import { createContext, useContext } from 'react'
import type { ParticipantView } from '#protocol/model.ts'
import type { RawInputOf, RequestName } from '#protocol/messages.ts'
import type { AdmittedState, Call } from '../../call/types.ts'

/**
 * `silent` is for what is on screen already and only has to be read aloud; `stays` for what must not
 * be missed: it goes when it is put away. Those in a hall are to read what is `all` as info, and what
 * is `announced` as what stays.
 */
export type Tone = 'info' | 'warn' | 'silent' | 'stays' | 'all' | 'announced'
export type Say = (text: string, tone?: Tone) => void

/** What every part of the room works with, so that it need not be handed through each of them. */
export type RoomValue = {
  call: Call
  state: AdmittedState
  me: ParticipantView
  leader: boolean
  /** A short message at the edge of the screen, read aloud once. */
  say: Say
  /** Asks the server; a refusal is said. Answers whether it was done. */
  ask: <K extends RequestName>(name: K, input: RawInputOf<K>) => Promise<boolean>
}

export const RoomContext = createContext<RoomValue | null>(null)

export function useRoom(): RoomValue {
  const room = useContext(RoomContext)
  if (!room) throw new Error('useRoom outside of a room')
  return room
}
