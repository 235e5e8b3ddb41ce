import { Secret, TOTP } from 'otpauth'
import type { MeetingSecret } from '#protocol/http.ts'
import type { Enrolled, NewTotp } from '#protocol/factors.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { Mode } from '#protocol/model.ts'
import { RawSocket } from './raw-socket.ts'
import type { TestServer } from './server.ts'

export type Answer = { status: number; body: unknown; headers: Headers }

/** The code an authenticator app shows `steps` half-minutes from now. */
export const totpCode = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * 30_000,
  })

export const OPERATOR_PASSWORD = 'cau-tre-bac-qua-song-2031'

/** A server, wherever it runs. */
export type Reached = Pick<TestServer, 'url' | 'setupToken'>

/** A client with cookies but no browser, which can send anything. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  /** Secret of the authenticator app enrolled here; empty without one. */
  totpSecret = ''
  /** Unused recovery codes: an app's code works once per half-minute, and tests do not wait. */
  recoveryCodes: string[] = []
  #provedAt = 0
  readonly #server: Reached
  readonly #address: string | null

  /** @param address client address, as claimed by the proxy; counts only behind a trusted proxy */
  constructor(server: Reached, address: string | null = null) {
    this.#server = server
    this.#address = address
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.#server.url + path, {
      method,
      // The test checks redirects itself.
      redirect: 'manual',
      headers: {
        origin: this.#server.url,
        cookie: this.cookieHeader(),
        ...(this.#address === null ? {} : { 'x-forwarded-for': this.#address }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      body: json && text !== '' ? JSON.parse(text) : text,
      headers: response.headers,
    }
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await this.send('POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }

  /** Creates the first operator, with an authenticator app, and signs in. */
  async setUp(username = 'chutoa', name = 'Trần Chủ Tọa'): Promise<void> {
    const token = await this.#server.setupToken()
    await this.post('/api/setup', { token, username, name, password: OPERATOR_PASSWORD })
    await this.enrol()
  }

  /** Adds an authenticator app to the account signed in here. */
  async enrol(): Promise<void> {
    const { challenge, secret } = await this.post<NewTotp>('/api/me/totp/new')
    const body = { challenge, name: 'Điện thoại', code: totpCode(secret) }
    const { recoveryCodes } = await this.post<Enrolled>('/api/me/totp', body)
    this.totpSecret = secret
    this.#provedAt = Date.now()
    this.recoveryCodes.push(...(recoveryCodes ?? []))
  }

  /** Proves a second factor again if the last proof would expire during the test. */
  async stayProved(): Promise<void> {
    if (Date.now() - this.#provedAt < 2 * 60_000) return
    await this.post('/api/session/proof', { totp: totpCode(this.totpSecret) })
    this.#provedAt = Date.now()
  }

  /** The second step of signing in. */
  async prove(code = this.recoveryCodes.pop()): Promise<void> {
    await this.post('/api/session/proof', { recovery: code })
  }

  /** @param founder hash of the meeting's key, where somebody holds one */
  createMeeting(
    title = 'Giao ban tuần',
    mode: Mode = 'discussion',
    founder?: string,
  ): Promise<MeetingSecret> {
    return this.post<MeetingSecret>('/api/meetings', { title, mode, founder })
  }

  enter(
    meeting: MeetingId,
    body: {
      name?: string
      position?: string
      password?: string
      invite?: string
      move?: boolean
    },
  ): Promise<Answer> {
    return this.send('POST', `/api/meetings/${meeting}/enter`, body)
  }

  /** Opens a socket with this visitor's cookies. */
  socket(
    meeting: unknown,
    options: { origin?: string; auth?: unknown; keys?: boolean } = {},
  ): RawSocket {
    return new RawSocket(this.#server.url, {
      cookie: this.cookieHeader(),
      origin: options.origin ?? this.#server.url,
      auth: options.auth ?? { meeting },
      ...(options.keys === undefined ? {} : { keys: options.keys }),
    })
  }
}
