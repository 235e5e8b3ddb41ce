import type { Role } from '#protocol/model.ts'
import type { KeysView } from '../../../call/types.ts'

/**
 * Which line about the keys stands at the top of the room. `elsewhere`: this host has not got the
 * meeting's secret here; `other`: the link belongs to other keys.
 */
export function barOf(
  { state, link, secret }: Pick<KeysView, 'state' | 'link' | 'secret'>,
  role: Role,
): 'broken' | 'elsewhere' | 'other' | 'making' | null {
  if (state === 'broken') return 'broken'
  if (state !== 'making') return null
  if (secret) return 'making'
  if (role === 'host') return 'elsewhere'
  return link === 'other' ? 'other' : 'making'
}
