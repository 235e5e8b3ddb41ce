import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Server } from 'socket.io'
import { z } from 'zod'
import { id128 } from '../auth/tokens.ts'
import { ERROR_CODES, Refusal } from '#protocol/errors.ts'
import type { WireError } from '#protocol/errors.ts'
import type { NodeName } from '../store/room-nodes.ts'

/** Milliseconds to wait for an answer. */
const ANSWER_MAX = 5000
/**
 * Milliseconds a message is valid, by both ends' clocks, which must differ by less. Ids are
 * remembered for longer, so that nothing is executed twice even if a clock is set back slightly.
 */
export const GOOD_FOR = 30_000
const REMEMBERED = 4 * GOOD_FOR
const EVENT = 'anhop'

const Refused = z.strictObject({
  code: z.enum(ERROR_CODES),
  retryAfter: z.number().optional(),
  rule: z.string().optional(),
  atLeast: z.number().optional(),
})
const Message = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ask'),
    at: z.number(),
    id: z.string(),
    from: z.string(),
    to: z.string(),
    what: z.string(),
    args: z.array(z.unknown()),
  }),
  z.strictObject({
    kind: z.literal('answer'),
    at: z.number(),
    id: z.string(),
    to: z.string(),
    result: z.unknown().optional(),
    refused: Refused.optional(),
  }),
])
type Message = z.infer<typeof Message>
type Ask = Extract<Message, { kind: 'ask' }>
type Answer = Extract<Message, { kind: 'answer' }>

/** Requests between nodes. */
export interface Bus {
  /** @throws Refusal as the other node refuses, or `busy` if it does not answer in time */
  ask(node: NodeName, what: string, args: readonly unknown[]): Promise<unknown>
  /** Sets the handler for requests to this node. */
  answers(work: (what: string, args: readonly unknown[]) => Promise<unknown>): void
}

type Log = { error(fields: object, message: string): void }

/**
 * A bus over socket.io's adapter, which carries events between servers. Write access to its
 * transport is not enough to send a request: each message has an HMAC under the nodes' shared key,
 * one addressee and a timestamp; it is rejected when too old, and executed only once. Messages
 * contain no passwords, tokens or text.
 */
export class ClusterBus implements Bus {
  readonly #io: Pick<Server, 'serverSideEmit' | 'on'>
  readonly #me: NodeName
  readonly #key: Buffer
  readonly #log: Log
  readonly #now: () => number
  readonly #open = new Map<string, (answer: Answer) => void>()
  /** When each message was written, in order of receipt. */
  readonly #seen = new Map<string, number>()
  #complainedAt = -Infinity
  #work: Parameters<Bus['answers']>[0] = notYet

  constructor(
    io: Pick<Server, 'serverSideEmit' | 'on'>,
    me: NodeName,
    key: Buffer,
    log: Log,
    now: () => number = Date.now,
  ) {
    this.#io = io
    this.#me = me
    this.#key = key
    this.#log = log
    this.#now = now
    this.#io.on(EVENT as never, (text: unknown, sealed: unknown) => {
      const message = this.#read(text, sealed)
      if (message?.kind === 'ask') void this.#answer(message)
      else if (message !== null) this.#open.get(message.id)?.(message)
    })
  }

  answers(by: (what: string, args: readonly unknown[]) => Promise<unknown>): void {
    this.#work = by
  }

  async ask(node: NodeName, what: string, args: readonly unknown[]): Promise<unknown> {
    const id = id128()
    const { promise, resolve } = Promise.withResolvers<Answer | null>()
    const timer = setTimeout(() => resolve(null), ANSWER_MAX)
    this.#open.set(id, resolve)
    try {
      this.#send({
        kind: 'ask',
        at: this.#now(),
        id,
        from: this.#me,
        to: node,
        what,
        args: [...args],
      })
      const said = await promise
      if (said === null) throw new Refusal('busy', 1)
      if (said.refused === undefined) return said.result
      const { code, retryAfter, ...more } = said.refused
      throw new Refusal(code, retryAfter, definedOnly(more))
    } finally {
      clearTimeout(timer)
      this.#open.delete(id)
    }
  }

  #mac(text: string) {
    return createHmac('sha256', this.#key).update(`bus\0${text}`).digest()
  }

  #send(message: Message): void {
    const text = JSON.stringify(message)
    this.#io.serverSideEmit(EVENT, text, this.#mac(text).toString('base64url'))
  }

  #read(text: unknown, sealed: unknown): Message | null {
    if (typeof text !== 'string' || typeof sealed !== 'string') return null
    const [right, given] = [this.#mac(text), Buffer.from(sealed, 'base64url')]
    if (right.length !== given.length || !timingSafeEqual(right, given)) return null
    const message = Message.safeParse(JSON.parse(text))
    if (!message.success || message.data.to !== this.#me) return null
    return this.#isFresh(message.data) ? message.data : null
  }

  #isFresh({ at }: Message): boolean {
    const off = this.#now() - at
    if (Math.abs(off) < GOOD_FOR) return true
    if (Math.abs(this.#now() - this.#complainedAt) >= GOOD_FOR) {
      this.#complainedAt = this.#now()
      this.#log.error(
        { milliseconds: off },
        'message from another node is too old: check the clocks',
      )
    }
    return false
  }

  /** @returns false if it was executed before */
  #isFirst({ id, at }: Ask): boolean {
    for (const [old, written] of this.#seen) {
      if (Math.abs(this.#now() - written) < REMEMBERED) break
      this.#seen.delete(old)
    }
    if (this.#seen.has(id)) return false
    this.#seen.set(id, at)
    return true
  }

  async #answer(ask: Ask): Promise<void> {
    if (!this.#isFirst(ask)) return
    const { id, from, what, args } = ask
    const said = await this.#work(what, args).then(
      (result) => ({ result }),
      (error: unknown) => ({ refused: this.#refusalOf(error) }),
    )
    this.#send({ kind: 'answer', at: this.#now(), id, to: from, ...said })
  }

  #refusalOf(error: unknown): WireError {
    if (error instanceof Refusal) return error.toWire()
    this.#log.error({ err: error }, 'request from another node failed')
    return { code: 'internal' }
  }
}

async function notYet(): Promise<never> {
  throw new Refusal('busy', 1)
}

type More = Pick<WireError, 'rule' | 'atLeast'>
const definedOnly = (more: { [K in keyof More]?: More[K] | undefined }): More =>
  Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined))
