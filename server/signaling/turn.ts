import { createHmac } from 'node:crypto'
import type { IceServer } from '../protocol/model.ts'

export type TurnConfig = { urls: string[]; secret: string }

/** Seconds. Longer than meetings are, short enough that a leaked credential does not last. */
const LIFETIME = 12 * 60 * 60

/**
 * Time-limited TURN credentials from a shared secret, as coturn's `use-auth-secret` checks them
 * (draft-uberti-behave-turn-rest-00): the user is "expiry:id", the password its HMAC-SHA1.
 */
export function iceServers(turn: TurnConfig | null, id: string, now: number): IceServer[] {
  if (turn === null) return []
  const username = `${Math.floor(now / 1000) + LIFETIME}:${id}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return [{ urls: turn.urls, username, credential }]
}
