import { randomBytes } from 'node:crypto'
import type { Line } from './line.ts'
import {
  ATTRIBUTE,
  METHOD,
  decodeAnswer,
  encodeRequest,
  isSigned,
  longTermKey,
  peer,
} from './message.ts'
import type { Attribute, Credential, TurnAnswer } from './message.ts'

/** Milliseconds after which a request over UDP is sent once more, and how often (RFC 8489, 6.2.1). */
const RESEND = 500
const SENT_MAX = 6

export type AllocateOptions = {
  user: string
  password: string
  /** Of the address at which the server is to relay. */
  family: 4 | 6
}

/** One allocation on a TURN server, with the long-term credential (RFC 8656, 7; RFC 8489, 9.2). */
export class TurnClient {
  readonly #line: Line
  readonly #options: AllocateOptions
  /** Of the one request that is under way. */
  #answered: (data: Buffer) => void = () => {}
  #broken: (reason: Error) => void = () => {}
  #credential: Credential | null = null
  #channel = 0x4000
  /** Where the server relays for this client. */
  relay: string | null = null

  private constructor(line: Line, options: AllocateOptions) {
    this.#line = line
    this.#options = options
    line.listen({
      message: (data) => this.#answered(data),
      broken: (reason) => this.#broken(reason),
    })
  }

  /**
   * Takes the line over. @throws with the code when it is refused; when there is no answer; when the
   * answer is not signed by somebody who knows the password
   */
  static async allocate(line: Line, options: AllocateOptions): Promise<TurnClient> {
    const client = new TurnClient(line, options)
    try {
      const { code, relay } = await client.#request(METHOD.allocate, [
        [ATTRIBUTE.transport, Buffer.from([17, 0, 0, 0])],
        [ATTRIBUTE.family, Buffer.from([options.family === 4 ? 1 : 2, 0, 0, 0])],
      ])
      if (code !== 0) throw new Error(`no allocation: ${code}`)
      client.relay = relay
      return client
    } catch (error) {
      line.close()
      throw error
    }
  }

  /** Whether data from and to this address would be relayed: 0, or 403 when it is forbidden. */
  async permission(address: string): Promise<number> {
    return (await this.#request(METHOD.createPermission, [peer(address, 9)])).code
  }

  async channel(address: string, port: number): Promise<number> {
    const number = Buffer.alloc(4)
    number.writeUInt16BE((this.#channel += 1))
    const bound: Attribute[] = [[ATTRIBUTE.channel, number], peer(address, port)]
    return (await this.#request(METHOD.channelBind, bound)).code
  }

  /** Gives the allocation back. */
  async close(): Promise<void> {
    try {
      await this.#request(METHOD.refresh, [[ATTRIBUTE.lifetime, Buffer.alloc(4)]])
    } finally {
      this.#line.close()
    }
  }

  /** Asks, and asks again with the realm and nonce it is given. */
  async #request(method: number, attributes: Attribute[]): Promise<TurnAnswer> {
    const answer = await this.#exchange(method, attributes)
    if (answer.code !== 401 && answer.code !== 438) return answer
    const { user, password } = this.#options
    const realm = answer.attributes.get(ATTRIBUTE.realm)?.toString() ?? this.#credential?.realm
    const nonce = answer.attributes.get(ATTRIBUTE.nonce)
    if (realm === undefined || nonce === undefined) return answer
    this.#credential = { user, realm, nonce, key: longTermKey(user, realm, password) }
    return this.#exchange(method, attributes)
  }

  async #exchange(method: number, attributes: Attribute[]): Promise<TurnAnswer> {
    const transaction = randomBytes(12)
    const credential = this.#credential
    const message = encodeRequest(method, transaction, attributes, credential)
    const { promise, resolve, reject } = Promise.withResolvers<TurnAnswer>()
    let sent = 0
    const send = () => {
      if ((sent += 1) > SENT_MAX) reject(new Error('the TURN server does not answer'))
      // Over a stream as long is waited, and nothing is said twice.
      else if (sent === 1 || !this.#line.reliable) this.#line.send(message)
    }
    this.#broken = reject
    this.#answered = (data) => {
      const answer = decodeAnswer(data, transaction)
      if (answer === null) return
      // What anybody on the way could have said is no answer (RFC 8489, 9.2.5).
      const signed = credential !== null && isSigned(data, credential.key)
      if (answer.code !== 0 || signed) resolve(answer)
    }
    const timer = setInterval(send, RESEND)
    send()
    return promise.finally(() => clearInterval(timer))
  }
}
