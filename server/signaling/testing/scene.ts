import type { AuditAction } from '#protocol/audit.ts'
import type { RawInputOf, RequestName } from '#protocol/messages.ts'
import type { Mode } from '#protocol/model.ts'
import type { Sitting, Who } from './sitting.ts'

/**
 * One way in which a request is made.
 *
 * - `gives`: written first; while that fails nothing has changed and nobody was told.
 * - `takes`: holds at once, whatever the store does.
 * - `writes nothing`: goes on as if the store were there.
 */
export type Scene<K extends RequestName = RequestName> = {
  title: string
  /** The rule that it stands under. */
  rule: string
  it: 'gives' | 'takes' | 'writes nothing'
  by: Who
  prepare?: (sitting: Sitting) => Promise<void>
  input: (sitting: Sitting) => RawInputOf<K>
  /** Of what takes: whether it holds, at once. */
  holds?: (sitting: Sitting) => unknown
  /** What the log says of it, once it is written. */
  logged?: readonly AuditAction[]
  /** Before it is tried again: what a new connection has to do anew. */
  again?: (sitting: Sitting) => Promise<void>
}
export type ScenesOf<K extends RequestName> = { readonly [N in K]: readonly Scene<N>[] }

export const gives = { title: 'is written first', it: 'gives', by: 'host' } as const
export const takes = { title: 'holds at once', it: 'takes', by: 'host' } as const
export const quiet = { title: 'goes on', it: 'writes nothing', by: 'host' } as const

export const the = (who: Who) => (sitting: Sitting) => ({ id: sitting.ids[who] })
export const seen = (sitting: Sitting) => sitting.publish('guest', 'microphone', 'camera')
export const mode = (next: Mode) => async (sitting: Sitting) => {
  await sitting.ok('host', 'meeting.mode', { mode: next })
}
