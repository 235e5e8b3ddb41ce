import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './server.ts'

/** Claims about a person, and the factors they use to sign in at the provider. */
export type ProviderPerson = {
  name?: unknown
  preferred_username?: unknown
  email?: unknown
  roles?: unknown
  factors?: string[]
}

/** An office's identity provider in its own process: the package `oidc-provider`. */
export class TestProvider {
  readonly issuer: string
  /** Environment for the server under test. */
  readonly env: Record<string, string>
  readonly #settings: object
  #process: ChildProcess | null = null

  private constructor(port: number, serverPort: number, people: Record<string, ProviderPerson>) {
    const clientId = 'an-hop'
    const clientSecret = randomBytes(24).toString('base64url')
    const origin = `http://localhost:${serverPort}`
    this.issuer = `http://127.0.0.1:${port}`
    this.env = {
      ANHOP_PORT: String(serverPort),
      ANHOP_PUBLIC_URL: origin,
      ...oidcEnv(this.issuer, clientId, clientSecret),
    }
    this.#settings = {
      port,
      clientId,
      clientSecret,
      redirectUri: `${origin}/api/oidc/callback`,
      afterLogout: `${origin}/sign-in`,
      people,
    }
  }

  /** Both sides must know the other's port before they start. */
  static async start(people: Record<string, ProviderPerson>): Promise<TestProvider> {
    const provider = new TestProvider(await freePort(), await freePort(), people)
    await provider.up()
    return provider
  }

  async up(): Promise<void> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'provider.mjs')], {
      env: { ...process.env, PROVIDER: JSON.stringify(this.#settings) },
      // It warns about settings that only make sense in tests.
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#process = child
    const lines = createInterface({ input: child.stdout })
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => line.startsWith('listens') && resolve())
      child.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)))
    })
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
}

export const oidcEnv = (issuer: string, clientId: string, clientSecret: string) => ({
  ANHOP_OIDC_ISSUER: issuer,
  ANHOP_OIDC_CLIENT_ID: clientId,
  ANHOP_OIDC_CLIENT_SECRET: clientSecret,
  ANHOP_OIDC_NAME: 'Cổng Sở Nội vụ',
  ANHOP_OIDC_SCOPE: 'openid profile roles',
  ANHOP_OIDC_HOST_ROLES: 'chu-tri',
  ANHOP_OIDC_OPERATOR_ROLES: 'van-hanh',
  ANHOP_OIDC_TWO_FACTOR_ACR: 'hai-lop',
})
