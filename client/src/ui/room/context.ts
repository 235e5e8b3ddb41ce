import { createContext, useContext } from 'react'
import type { WireError } from '#protocol/errors.ts'
import type { ParticipantView } from '#protocol/model.ts'
import type { RawInputOf, RequestName } from '#protocol/messages.ts'
import type { AdmittedState, Call, Writing } from '../../call/types.ts'

/**
 * `silent`: already visible on screen, so only announced by screen readers. `stays`: must not be
 * missed, so it remains until dismissed. The hall display shows two tones only: `all`, which is
 * like `info`, and `announced`, which is like `stays`.
 */
export type Tone = 'info' | 'warn' | 'silent' | 'stays' | 'all' | 'announced'
/** What can be done about a message right away. */
export type ToastAction = { label: string; name: string; primary?: boolean; run: () => void }
export type Say = (text: string, tone?: Tone, actions?: readonly ToastAction[]) => void

/** State shared by every part of the room, to avoid passing it through props. */
export type RoomValue = {
  call: Call
  state: AdmittedState
  me: ParticipantView
  leader: boolean
  /** Shows a toast, which screen readers announce once. */
  say: Say
  /** Takes back messages with this text, which has become pointless. */
  unsay: (text: string) => void
  /** Shows a toast about a refusal. */
  refused: (error: WireError) => void
  /** Sends a request and shows a toast if it is refused. Resolves to whether it succeeded. */
  ask: <K extends RequestName>(name: K, input: RawInputOf<K>) => Promise<boolean>
  /** The same for what is sealed: messages, reactions, questions. */
  write: (writing: Writing) => Promise<boolean>
}

export type RoomDialog =
  | 'invite'
  | 'settings'
  | 'leave'
  | 'end'
  | 'renew'
  | 'leak'
  | 'line'
  | 'keys'
  | 'lock'
  | 'elsewhereKeys'
  | 'record'
  | 'sendBack'

/** Opens a dialog from anywhere in the room. */
export const DialogContext = createContext<(dialog: RoomDialog) => void>(() => undefined)
export const useOpenDialog = () => useContext(DialogContext)

export const RoomContext = createContext<RoomValue | null>(null)

export function useRoom(): RoomValue {
  const room = useContext(RoomContext)
  if (!room) throw new Error('useRoom outside of a room')
  return room
}
