import type { AuditAction } from '#protocol/audit.ts'
import type { Given } from '#e2e/support/raw-socket.ts'
import type { RequestName } from '#protocol/messages.ts'
import type { Mode } from '#protocol/model.ts'
import type { Sitting, Who } from './sitting.ts'

/**
 * One way to make a request.
 *
 * - `gives`: stored first; if that fails, nothing has changed and nobody was told.
 * - `takes`: takes effect at once, whatever the store does.
 * - `writes nothing`: works as if the store did.
 */
export type Scene<K extends RequestName = RequestName> = {
  title: string
  /** The rule that the scene belongs to. */
  rule: string
  it: 'gives' | 'takes' | 'writes nothing'
  by: Who
  prepare?: (sitting: Sitting) => Promise<void>
  input: (sitting: Sitting) => Given<K>
  /** For `takes`: whether it has taken effect. */
  holds?: (sitting: Sitting) => unknown
  /** Actions in the log once it is stored. */
  logged?: readonly AuditAction[]
  /** Steps that a new connection must repeat before the request is retried. */
  again?: (sitting: Sitting) => Promise<void>
}
export type ScenesOf<K extends RequestName> = { readonly [N in K]: readonly Scene<N>[] }

export const gives = { title: 'is stored first', it: 'gives', by: 'host' } as const
export const takes = { title: 'takes effect at once', it: 'takes', by: 'host' } as const
export const quiet = { title: 'keeps working', it: 'writes nothing', by: 'host' } as const

export const the = (who: Who) => (sitting: Sitting) => ({ id: sitting.ids[who] })
export const seen = (sitting: Sitting) => sitting.publish('guest', 'microphone', 'camera')
export const mode = (next: Mode) => async (sitting: Sitting) => {
  await sitting.ok('host', 'meeting.mode', { mode: next })
}
