import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Json = Record<string, unknown>
/** The parameters of a login flow, from the URL the browser was redirected to. */
export type Asked = { state: string; nonce: string; challenge: string }

/** What is wrong with the next ID token. */
export type Misdeed = {
  claims?: Json
  header?: Json
  /** Signed with a key the provider does not publish. */
  foreignKey?: boolean
  /** HMAC with this secret instead of a signature. */
  hmac?: string
  unsigned?: boolean
  /** Claims changed after signing. */
  altered?: Json
}

const b64 = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url')
const OURS = generateKeyPairSync('rsa', { modulusLength: 2048 })
const FOREIGN = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** An identity provider that misbehaves on demand, in ways the real one cannot. */
export class FakeProvider {
  readonly clientId = 'an-hop'
  readonly clientSecret = randomBytes(24).toString('base64url')
  readonly publicKey = OURS.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  /** False for a careless provider that does not check the PKCE verifier. */
  checksVerifier = true
  metadata: Json = {}
  misdeed: Misdeed = {}
  /** Replaces the token endpoint's response. */
  answer: ((response: ServerResponse) => void) | null = null
  /** Every secret that has been exchanged. */
  readonly secrets: string[] = [this.clientSecret]
  readonly #server: Server
  readonly #codes = new Map<string, { asked: Asked; claims: Json }>()
  #port = 0

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response)
    })
  }

  static async start(): Promise<FakeProvider> {
    const provider = new FakeProvider()
    await provider.up()
    return provider
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** Also ends keep-alive connections. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** An authorization code, as if somebody had signed in at the provider. */
  code(asked: Asked, claims: Json): string {
    const code = randomBytes(16).toString('hex')
    this.#codes.set(code, { asked, claims })
    this.secrets.push(code, asked.state, asked.nonce)
    return code
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (value: Json, status = 200) =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(value))
    switch (request.url ?? '') {
      case '/.well-known/openid-configuration':
        return json(this.#description())
      case '/jwks':
        return json({ keys: [{ ...OURS.publicKey.export({ format: 'jwk' }), kid: 'one' }] })
      case '/token': {
        const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
        if (this.answer !== null) return this.answer(response)
        const granted = this.#redeem(body)
        return granted === null ? json({ error: 'invalid_grant' }, 400) : json(granted)
      }
      default:
        return json({}, 404)
    }
  }

  #description(): Json {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/auth`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // Offers too many, so that our side has to refuse.
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
      ...this.metadata,
    }
  }

  #redeem(body: URLSearchParams): Json | null {
    const granted = this.#codes.get(body.get('code') ?? '')
    if (granted === undefined) return null
    const verifier = body.get('code_verifier') ?? ''
    this.secrets.push(verifier)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    if (this.checksVerifier && challenge !== granted.asked.challenge) return null
    this.#codes.delete(body.get('code') ?? '')
    const idToken = this.#idToken({ nonce: granted.asked.nonce, ...granted.claims })
    this.secrets.push(idToken)
    return { access_token: 'not-used', token_type: 'Bearer', id_token: idToken }
  }

  #idToken(claims: Json): string {
    const { claims: wrong, header, foreignKey, hmac, unsigned, altered } = this.misdeed
    const now = Math.floor(Date.now() / 1000)
    const times = { iat: now, exp: now + 300 }
    const payload = { iss: this.issuer, aud: this.clientId, ...times, ...claims, ...wrong }
    const head = b64({ alg: 'RS256', kid: 'one', ...header })
    const input = `${head}.${b64(payload)}`
    if (unsigned) return `${input}.`
    const { privateKey } = foreignKey ? FOREIGN : OURS
    const signature =
      hmac === undefined
        ? sign('sha256', Buffer.from(input), privateKey).toString('base64url')
        : createHmac('sha256', hmac).update(input).digest('base64url')
    return `${altered ? `${head}.${b64({ ...payload, ...altered })}` : input}.${signature}`
  }
}
