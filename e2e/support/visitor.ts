import type { Me, MeetingSecret } from '../../server/protocol/http.ts'
import type { MeetingId } from '../../server/protocol/ids.ts'
import type { Mode } from '../../server/protocol/model.ts'
import { RawSocket } from './raw-socket.ts'
import type { TestServer } from './server.ts'

export type Answer = { status: number; body: unknown; headers: Headers }

export const OPERATOR_PASSWORD = 'cau-tre-bac-qua-song-2031'

/** Someone with a cookie jar and no browser: sends what they like. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #server: TestServer
  readonly #address: string | null

  /** @param address what a proxy says they come from; counts only where the server trusts it */
  constructor(server: TestServer, address: string | null = null) {
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

  /** Makes the first operator and is signed in as such. */
  async setUp(username = 'chutoa', name = 'Trần Chủ Tọa'): Promise<Me> {
    const token = await this.#server.setupToken()
    return this.post<Me>('/api/setup', { token, username, name, password: OPERATOR_PASSWORD })
  }

  createMeeting(title = 'Giao ban tuần', mode: Mode = 'discussion'): Promise<MeetingSecret> {
    return this.post<MeetingSecret>('/api/meetings', { title, mode })
  }

  enter(
    meeting: MeetingId,
    body: { name?: string; password?: string; invite?: string },
  ): Promise<Answer> {
    return this.send('POST', `/api/meetings/${meeting}/enter`, body)
  }

  /** Opens a socket with this jar's cookies. */
  socket(meeting: unknown, options: { origin?: string; auth?: unknown } = {}): RawSocket {
    return new RawSocket(this.#server.url, {
      cookie: this.cookieHeader(),
      origin: options.origin ?? this.#server.url,
      auth: options.auth ?? { meeting },
    })
  }
}
