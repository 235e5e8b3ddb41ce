import type { z } from 'zod'
import type { IceServer } from '#protocol/model.ts'
import type { ParticipantId } from '#protocol/ids.ts'
import type { RequestName, ResultOf } from '#protocol/messages.ts'
import type { MediaPeer } from '#sfu/types.ts'
import type { Change } from '../meeting/change.ts'
import type { Room } from '../meeting/room.ts'
import type { Action } from '../policy/authorize.ts'
import type { PaceClass } from './pace.ts'

/** What a handler works with. The edge has checked phase and rights in this same turn. */
export type Context = {
  room: Room
  me: ParticipantId
  now: number
  /** My media peer; throws when there is none (any more). */
  peer: () => MediaPeer
  /** TURN servers with fresh credentials for me. */
  iceServers: () => IceServer[]
  /**
   * The only way to change the room, and it has its price: makes the change if I have not made too
   * many; resolves when it is done and written. @throws Refusal `rate_limited`, having changed nothing
   */
  run: (change: () => Change) => Promise<Record<string, never>>
}

export type Phase = 'waiting' | 'admitted' | 'any'

/**
 * By which bucket a change is paid that this request makes, beside `request`, which every request
 * pays. `notice` becomes `leading` for those who lead.
 */
export type Rate = Exclude<PaceClass, 'leading' | 'connection' | 'refused'>

type Handler<Input, Result> = {
  /** `admitted` where it is left out. */
  phase?: Phase
  action: Action | 'self'
  rate: Rate
  run(context: Context, input: Input): Promise<Result>
}

/** One request: what it takes, who may ask it and when, what it costs, what it does. */
export type Registration<K extends RequestName = RequestName> = Required<
  Handler<never, ResultOf<K>>
> & { input: z.ZodType }

type Result<K> = K extends RequestName ? ResultOf<K> : never

/** The requests of one feature, each with its schema. One without action or rate does not compile. */
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

/** A request that changes the room and answers nothing but that it is done. */
export const change = <Input>(
  action: Action | 'self',
  rate: Rate,
  make: (context: Context, input: Input) => Change,
): Handler<Input, Record<string, never>> => ({
  action,
  rate,
  run: (context, input) => context.run(() => make(context, input)),
})
