import { createHmac } from 'node:crypto'
import type { IceServer } from '#protocol/model.ts'

export type TurnConfig = { urls: string[]; secret: string }

/**
 * Seconds. These credentials cannot be revoked, so they live hardly longer than needed: each
 * transport and each ICE restart, available to admitted people only, gets a new one. An existing
 * relay stays up when its credential expires.
 */
const LIFETIME = 10 * 60

/**
 * Time-limited TURN credentials from a shared secret, as verified by coturn's `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00): the user is "expiry:id", the password its HMAC-SHA1.
 */
export function iceServers(turn: TurnConfig | null, id: string, now: number): IceServer[] {
  if (turn === null) return []
  const username = `${Math.floor(now / 1000) + LIFETIME}:${id}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return [{ urls: turn.urls, username, credential }]
}
