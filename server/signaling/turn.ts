import { createHmac } from 'node:crypto'
import type { IceServer } from '#protocol/model.ts'

export type TurnConfig = { urls: string[]; secret: string }

/**
 * Seconds. Nobody can call such a credential back, so it lives hardly longer than its use: each
 * opening of a transport and each ICE restart, which only the admitted can ask for, brings a new
 * one. A relay that stands is not cut when its credential runs out.
 */
const LIFETIME = 10 * 60

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
