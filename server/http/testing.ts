import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import type { AccountService } from '../auth/accounts.ts'
import { AttemptLimiter } from '../auth/attempts.ts'
import { cookieNames } from '../auth/cookies.ts'
import type { IdentityProvider, OidcSettings } from '../auth/oidc.ts'
import { PolicyService } from '../auth/policy.ts'
import { Sealer } from '../auth/seal.ts'
import { DocumentService } from '../files/documents/service.ts'
import { createHasher } from '../auth/passwords.ts'
import type { Hasher } from '../auth/passwords.ts'
import type { MailOutcome, Mailer } from '../mail/mailer.ts'
import type { Message } from '../mail/message.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import type { Policy } from '#protocol/policy.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { createApi } from './api.ts'
import type { ApiParts } from './api.ts'
import { importMapsOf, serveClient } from './client.ts'
import { createOrigins } from './origin.ts'
import { registerRoutes } from './routes.ts'
import type { Route } from './routes.ts'
import { createHttp } from './server.ts'
import { FakeSfu } from '#sfu/fake.ts'
import { LineTests } from '../signaling/line-tests.ts'

/** Set up for route tests: everything is real except the live rooms, the clock, and the network. */
export const ORIGIN = 'http://localhost:8080'
export const PASSWORD = 'con vịt xanh lá ăn bánh mì'
const hasher = createHasher()
const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7))

const { privateKey: EVIDENCE_KEY } = generateKeyPairSync('ed25519')

/** A recorded call to the live rooms. */
export type LiveCall = { call: keyof LiveMeetings; id: string; with?: unknown }

function stubLive(store: Store, calls: LiveCall[]): LiveMeetings {
  return {
    occupancy: async () => new Map(),
    activeParticipant: async () => null,
    enter: async (entry) => void calls.push({ call: 'enter', id: entry.meetingId }),
    passwordRenewed: async (id, version) =>
      void calls.push({ call: 'passwordRenewed', id, with: version }),
    async contain(id, by, remove) {
      calls.push({ call: 'contain', id, with: { by, remove } })
      return { removed: remove.length, invites: [] }
    },
    async end(id, by) {
      calls.push({ call: 'end', id, with: by })
      await store.meetings.updateMeeting(id, { endedAt: 1 })
    },
    putKeys: () => Promise.reject(new Refusal('not_found')),
    readKeys: () => Promise.reject(new Refusal('not_found')),
    documentArrived: async (id, by) => void calls.push({ call: 'documentArrived', id, with: by }),
    wrongPasswords: async (id, count) =>
      void calls.push({ call: 'wrongPasswords', id, with: count }),
    accountDisabled: async (id) => void calls.push({ call: 'accountDisabled', id }),
    invitesMade: async (id, invites) =>
      void calls.push({ call: 'invitesMade', id, with: invites.map(({ name }) => name) }),
    inviteRevoked: async (id, invite) =>
      void calls.push({ call: 'inviteRevoked', id, with: invite }),
    invitedOnly: async (id, on) => void calls.push({ call: 'invitedOnly', id, with: on }),
    rescheduled: async (id) => void calls.push({ call: 'rescheduled', id }),
    prolong: async (id, by, minutes) =>
      void calls.push({ call: 'prolong', id, with: { by, minutes } }),
    stopRecording: async (id, recording, reason) =>
      void calls.push({ call: 'stopRecording', id, with: { recording, reason } }),
    blockLifted: async (id, block) => void calls.push({ call: 'blockLifted', id, with: block }),
  }
}

/** A queued mail. `done` is what the mailer would call. */
export type Letter = { message: Message; done: (outcome: MailOutcome) => Promise<void> }

const stubMailer = (letters: Letter[], room: { left: number }): Mailer => ({
  from: 'hop@example.vn',
  hasRoom: (count) => letters.length + count <= room.left,
  enqueue: (message, done) => void letters.push({ message, done }),
  close: async () => undefined,
})

export type TestServer = {
  fastify: FastifyInstance
  store: Store
  service: AccountService
  routes: Route[]
  liveCalls: LiveCall[]
  letters: Letter[]
  /** Capacity of the mail queue. */
  room: { left: number }
  log: string[]
  clock: { now: number }
  browser(address?: string): Browser
  /** A browser signed in with a new account. Operators get an authenticator app. */
  signedIn(username: string, role: 'operator' | 'host'): Promise<Browser>
  /** Enrolls an app in this browser. Returns the recovery codes. */
  enrol(tab: Browser, username: string): Promise<string[]>
  /** An unused code of the account's app. Advances the clock if needed. */
  code(username: string): string
  /** The second step of signing in, with such a code. */
  prove(tab: Browser, username: string): Promise<LightMyRequestResponse>
  [Symbol.asyncDispose](): Promise<void>
}

export type TestOptions = {
  /** Instead of an in-memory store. */
  store?: Store
  /** Instead of stubs that record their calls. */
  live?: (store: Store, now: () => number) => LiveMeetings
  hasher?: Hasher
  /** Wraps the live rooms, real or stubbed. */
  wrapLive?: (live: LiveMeetings) => LiveMeetings
  /** Policy set by the environment. */
  policy?: Partial<Policy>
  clientFolder?: string
  secure?: boolean
  proxies?: string[]
  mail?: boolean
  recording?: ApiParts['recording']
  oidc?: {
    provider: IdentityProvider
    settings: Pick<OidcSettings, 'name' | 'roles' | 'twoFactorContexts'>
  }
}
/** The code that an authenticator app shows at this time. */
export const totpCode = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })

export async function testServer(options: TestOptions = {}): Promise<TestServer> {
  const store = options.store ?? (await openStore(':memory:'))
  const clock = { now: 1_000_000_000_000 }
  const log: string[] = []
  const secure = options.secure ?? false
  const origins = createOrigins({
    publicUrl: secure ? 'https://meet.example.vn' : null,
    port: 8080,
    tls: null,
  })
  const stream = { write: (line: string) => void log.push(line) }
  const fastify = await createHttp(
    { tls: null, secure, logLevel: 'debug', trustedProxies: options.proxies ?? [] },
    origins,
    { stream, inline: importMapsOf(options.clientFolder ?? '') },
  )
  const cookies = cookieNames(secure)
  const liveCalls: LiveCall[] = []
  const secrets = new Map<string, string>()
  const rooms = options.live?.(store, () => clock.now) ?? stubLive(store, liveCalls)
  const live = options.wrapLive?.(rooms) ?? rooms
  const letters: Letter[] = []
  const room = { left: 1000 }
  const mailer = options.mail === false ? null : stubMailer(letters, room)
  fastify.get('/fault', () => {
    throw new Error('secret details')
  })
  const { routes, edge, service } = createApi({
    turn: () => 'none',
    policy: new PolicyService(store, options.policy ?? {}),
    store,
    live,
    hasher: options.hasher ?? (await hasher),
    key: KEY,
    origins,
    cookies,
    secure,
    proxies: options.proxies ?? [],
    mailer,
    documents: new DocumentService(
      {
        documents: store.documents,
        transaction: (work) => store.transaction((tx) => work(tx.documents)),
        live,
        sealer: new Sealer(KEY),
        serverBytes: 1e9,
      },
      clock.now,
    ),
    recording: options.recording ?? null,
    evidence: { key: EVIDENCE_KEY, address: 'Trung tâm Ứng cứu sự cố' },
    oidc: options.oidc ?? null,
    attempts: new AttemptLimiter(store.attempts),
    lineTests: new LineTests(new FakeSfu(), ['turn:turn.example.vn:3478?transport=udp']),
    ready: async () => true,
    health: async () => {
      throw new Error('there is no server around these routes')
    },
    history: {
      of() {
        throw new Error('there is no server around these routes')
      },
    },
    now: () => clock.now,
  })
  registerRoutes(fastify, edge, routes)
  if (options.clientFolder !== undefined) await serveClient(fastify, options.clientFolder)
  await fastify.ready()

  const browser = (address = '127.0.0.1') =>
    new Browser(fastify, secure ? 'https://meet.example.vn' : ORIGIN, address)
  async function enrol(tab: Browser, username: string): Promise<string[]> {
    const { challenge, secret } = (await tab.post('/api/me/totp/new')).json()
    secrets.set(username, secret)
    const body = { challenge, name: 'App', code: totpCode(secret, clock.now) }
    return (await tab.post('/api/me/totp', body)).json().recoveryCodes
  }
  const code = (username: string): string => {
    clock.now += 30_000
    return totpCode(secrets.get(username) ?? '', clock.now)
  }
  return {
    fastify,
    store,
    service,
    routes,
    liveCalls,
    letters,
    room,
    log,
    clock,
    browser,
    enrol,
    code,
    prove: (tab, username) => tab.post('/api/session/proof', { totp: code(username) }),
    async signedIn(username, role) {
      const operator = (await store.accounts.list()).find((a) => a.role === 'operator')
      const tab = browser()
      if (operator === undefined) {
        const token = await service.setupToken(clock.now)
        await tab.post('/api/setup', { token, username, name: username, password: PASSWORD })
      } else {
        const made = await service.create(
          { username, name: username, role },
          operator.id,
          clock.now,
        )
        await tab.post('/api/activate', { token: made.token, password: PASSWORD })
      }
      if (role === 'operator' || operator === undefined) await enrol(tab, username)
      return tab
    },
    async [Symbol.asyncDispose]() {
      await fastify.close()
      await store.close()
    },
  }
}

/** Sends what a browser would: its cookies, its Origin, and JSON. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #fastify: FastifyInstance
  readonly #origin: string
  readonly #address: string

  constructor(fastify: FastifyInstance, origin: string, address: string) {
    this.#fastify = fastify
    this.#origin = origin
    this.#address = address
  }

  get = (url: string) => this.send({ method: 'GET', url })
  delete = (url: string) => this.send({ method: 'DELETE', url })
  post = (url: string, payload?: object) =>
    this.send({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) })

  async send(options: InjectOptions): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#fastify.inject({
      remoteAddress: this.#address,
      ...options,
      headers: {
        ...(options.method === 'GET' ? {} : { origin: this.#origin }),
        ...(cookie === '' ? {} : { cookie }),
        ...options.headers,
      },
    })
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}
