import type { z } from 'zod'
import type { IceServer } from '#protocol/model.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RequestName, ResultOf } from '#protocol/messages.ts'
import type { MediaPeer } from '#sfu/types.ts'
import type { Change } from '../meeting/change.ts'
import type { Room } from '../meeting/room.ts'
import type { Action } from '../policy/authorize.ts'
import type { PaceClass } from './pace.ts'

/**
 * What a handler works with. The edge has checked phase and rights in the same turn of the event
 * loop.
 */
export type Context = {
  room: Room
  me: ParticipantId
  now: number
  /** My media peer. Throws if there is none, or it is closed. */
  peer: () => MediaPeer
  /** TURN servers with new credentials for me. */
  iceServers: () => IceServer[]
  /**
   * The only way to change the room. Counts against my rate limits, makes the change, and resolves
   * when it is applied and stored.
   * @throws Refusal `rate_limited`, without changing anything
   */
  run: (change: () => Change) => Promise<Record<string, never>>
  /** Resolves once these people hold no keys, or after `MLS_TIMES.removal`. */
  rekeyed: (ids: readonly ParticipantId[]) => Promise<void>
}

export type Phase = 'waiting' | 'admitted' | 'any'

/**
 * The rate limit of the change that a request makes, in addition to `request`, which every request
 * counts against. `notice` becomes `leading` for moderators.
 */
export type Rate = Exclude<PaceClass, 'leading' | 'connection' | 'refused'>

type Handler<Input, Result> = {
  /** Defaults to `admitted`. */
  phase?: Phase
  action: Action | 'self'
  rate: Rate
  run(context: Context, input: Input): Promise<Result>
}

/** A registered request: its input, who may send it and when, its rate limit, and its handler. */
export type Registration<K extends RequestName = RequestName> = Required<
  Handler<never, ResultOf<K>>
> & { input: z.ZodType }

type Result<K> = K extends RequestName ? ResultOf<K> : never

/**
 * Registers the requests of one feature with their schemas. A handler without action or rate does
 * not compile.
 */
export function register<S extends Record<string, z.ZodType>>(
  schemas: S,
  handlers: { [K in keyof S]: Handler<z.output<S[K]>, Result<K>> },
): { [K in keyof S]: Registration<K & RequestName> } {
  const registered = Object.entries(schemas).map(([name, input]) => {
    const handler: Handler<never, unknown> | undefined = handlers[name]
    return [name, { phase: 'admitted', ...handler, input }]
  })
  return Object.fromEntries(registered)
}

/** A request that changes the room and returns nothing. */
export const change = <Input>(
  action: Action | 'self',
  rate: Rate,
  make: (context: Context, input: Input) => Change,
): Handler<Input, Record<string, never>> => ({
  action,
  rate,
  run: (context, input) => context.run(() => make(context, input)),
})
