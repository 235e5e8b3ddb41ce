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

/**
 * Milliseconds between retransmissions over UDP, and the number of times a request is sent (RFC
 * 8489, 6.2.1).
 */
const RESEND = 500
const SENT_MAX = 6

export type AllocateOptions = {
  user: string
  password: string
  /** Address family of the relay address. */
  family: 4 | 6
}

/** An allocation on a TURN server, with the long-term credential (RFC 8656, 7; RFC 8489, 9.2). */
export class TurnClient {
  readonly #line: Line
  readonly #options: AllocateOptions
  /** Callbacks of the one pending request. */
  #answered: (data: Buffer) => void = () => {}
  #broken: (reason: Error) => void = () => {}
  #credential: Credential | null = null
  #channel = 0x4000
  /** The relay address. */
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
   * Takes ownership of the line.
   * @throws with the error code if the request is refused; if there is no response; if the response
   *   is not signed with the password
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

  /** Whether data from and to this address would be relayed: 0, or 403 if it is forbidden. */
  async permission(address: string): Promise<number> {
    return (await this.#request(METHOD.createPermission, [peer(address, 9)])).code
  }

  async channel(address: string, port: number): Promise<number> {
    const number = Buffer.alloc(4)
    number.writeUInt16BE((this.#channel += 1))
    const bound: Attribute[] = [[ATTRIBUTE.channel, number], peer(address, port)]
    return (await this.#request(METHOD.channelBind, bound)).code
  }

  /** Releases the allocation. */
  async close(): Promise<void> {
    try {
      await this.#request(METHOD.refresh, [[ATTRIBUTE.lifetime, Buffer.alloc(4)]])
    } finally {
      this.#line.close()
    }
  }

  /** Sends a request, and repeats it with the realm and nonce if the server asks for them. */
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
      // Streams wait just as long but send only once.
      else if (sent === 1 || !this.#line.reliable) this.#line.send(message)
    }
    this.#broken = reject
    this.#answered = (data) => {
      const answer = decodeAnswer(data, transaction)
      if (answer === null) return
      // Ignore a success without a valid signature, since anyone on the path could have sent it
      // (RFC 8489, 9.2.5).
      const signed = credential !== null && isSigned(data, credential.key)
      if (answer.code !== 0 || signed) resolve(answer)
    }
    const timer = setInterval(send, RESEND)
    send()
    return promise.finally(() => clearInterval(timer))
  }
}
