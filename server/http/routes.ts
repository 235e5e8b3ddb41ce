import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addressKey } from '../auth/address.ts'
import type { AddressReader } from '../auth/address.ts'
import { DEVICE_SECONDS, readTicketHash, readToken } from '../auth/cookies.ts'
import type { CookieNames } from '../auth/cookies.ts'
import type { KeyedHash } from '../auth/secret.ts'
import { browserOf } from '../auth/browser.ts'
import type { OpenSession, SessionService } from '../auth/sessions.ts'
import { token256 } from '../auth/tokens.ts'
import type { ActiveParticipant } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import { BODIES, QUERIES } from '#protocol/http.ts'
import type { BodyName, BodyOf, QueryName, QueryOf } from '#protocol/http.ts'
import { MeetingId } from '#protocol/ids.ts'
import { inputRefusal } from '#protocol/refused-input.ts'
import { NOW_HEADER } from '#protocol/time.ts'
import type { AccountRecord } from '../store/rows.ts'
import { languageOf } from './language.ts'
import type { ProposalLanguage } from '../policy/proposal.ts'

/**
 * Who may call a route. Required for every route, so that a missing check does not compile.
 * - `anyone`: also without a session. A half session counts as none: `account` is null.
 * - `half`: any session, including one that still needs its second factor [SES].
 * - `enrolling`: a half session that needs a first second factor, or a full one with a fresh proof.
 * - `signed-in`: a full session. `fresh`: one with a fresh proof. `operator`: a full one of an
 *   operator. `fresh-operator`: both.
 * - `inside`: a participant who is admitted to the meeting named by `:id` and connected to it now
 *   [ADM3], with or without a session. Everyone else gets `not_found`, as for a meeting that does
 *   not exist.
 * - `presenting`: such a participant who may present [DOC1]. The others get `not_granted`.
 */
export type Access =
  | 'anyone'
  | 'half'
  | 'enrolling'
  | 'signed-in'
  | 'fresh'
  | 'operator'
  | 'fresh-operator'
  | 'inside'
  | 'presenting'
type Inside = 'inside' | 'presenting'
type Sessionless = 'anyone' | Inside
type AccountFor<A extends Access> = A extends Sessionless ? AccountRecord | null : AccountRecord
type SessionFor<A extends Access> = A extends Sessionless ? OpenSession | null : OpenSession

/** A request as seen by its handler. Identity comes from cookies only. */
export type Call<
  A extends Access = Access,
  K extends BodyName | null = BodyName | null,
  Q extends QueryName | null = QueryName | null,
> = {
  account: AccountFor<A>
  /** The session, half or full, and what it has proved. */
  session: SessionFor<A>
  /** The caller as known to the room. */
  inside: A extends Inside ? ActiveParticipant : null
  /** The uploaded bytes; empty if the route takes none. */
  upload: Buffer
  body: K extends BodyName ? BodyOf<K> : null
  query: Q extends QueryName ? QueryOf<Q> : null
  params: Record<string, string>
  /** Epoch milliseconds. */
  now: number
  /** Keyed hash of the address (IPv6: of its /64). */
  addressHash: string
  /** The language of the page that asks, from Accept-Language. */
  language(): ProposalLanguage
  /** A short name of the browser, such as "Chrome · Windows". */
  browser(): string
  /** Keyed hash of the long-lived device cookie, which is set if missing. */
  device(): string
  /** The 256-bit token in one of our cookies; null if missing or malformed. */
  token(name: string): string | null
  /** Sets an httpOnly cookie for all paths, SameSite=Strict by default, Secure under https. */
  setToken(name: string, value: string, maxAgeSeconds?: number, sameSite?: 'strict' | 'lax'): void
  clearToken(name: string): void
}

type Spec<A extends Access, K extends BodyName | null, Q extends QueryName | null> = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  access: A
  /** Name of the body schema in the protocol; null: no body is read. */
  body: K
  /** Maximum bytes of an `application/octet-stream` body; if omitted, uploads are refused. */
  uploadMax?: number
  /** Called once, before a byte of an upload is read; throws a Refusal to keep it out. */
  before?(params: Record<string, string>, now: number): void
  /** Name of the query schema in the protocol; if omitted, no query is read. */
  query?: Q
  /** The return value is the response; nothing becomes `{}`. */
  run(call: Call<A, K, Q>): Promise<object | void>
}

/** A response to save as a file. The server chooses the name: letters, digits, dots, and dashes. */
export class Attachment {
  readonly name: string
  readonly type: string
  readonly data: Buffer
  constructor(name: string, type: string, data: Buffer) {
    this.name = name
    this.type = type
    this.data = data
  }
}

/** A picture that pages show. Its URL names its content, so browsers may keep it. */
export class Picture {
  readonly type: string
  readonly data: Buffer
  constructor(type: string, data: Buffer) {
    this.type = type
    this.data = data
  }
}

/** A redirect to a local path or to the identity provider. */
export class Redirect {
  readonly to: string
  constructor(to: string) {
    this.to = to
  }
}

export type Route = {
  method: Spec<Access, null, null>['method']
  path: string
  access: Access
  uploadMax: number | null
  /**
   * Identifies the caller.
   * @throws Refusal if they may not call the route
   */
  admit: (edge: Edge, request: FastifyRequest) => Promise<unknown>
  /** What else must hold before an upload is read. */
  before: (edge: Edge, request: FastifyRequest) => void
  handle: (edge: Edge, request: FastifyRequest, reply: FastifyReply) => Promise<object>
}

/** Dependencies of every route. */
export type Edge = {
  sessions: SessionService
  keyed: KeyedHash
  addressOf: AddressReader
  cookies: CookieNames
  secure: boolean
  /** [ADM3] The holder of this ticket, if they are admitted and connected. */
  inside(meeting: MeetingId, ticketHash: string): Promise<ActiveParticipant | null>
  now(): number
}

/** Runs in a fixed order: access, parse, run. Origin, size, and media type were checked before. */
export function route<
  A extends Access,
  K extends BodyName | null,
  Q extends QueryName | null = null,
>(spec: Spec<A, K, Q>): Route {
  const admit = async (edge: Edge, request: FastifyRequest) => {
    const token = readToken(request.raw, edge.cookies.session)
    const session = await edge.sessions.find(token, edge.now())
    const account = allow(spec.access, session)
    return { account, session, inside: await insideOf(spec.access, edge, request) }
  }
  return {
    method: spec.method,
    path: spec.path,
    access: spec.access,
    uploadMax: spec.uploadMax ?? null,
    admit,
    before: (edge, request) => spec.before?.(paramsOf(request), edge.now()),
    async handle(edge, request, reply) {
      const caller = await admit(edge, request)
      const upload = parseUpload(spec.uploadMax ?? null, request.body)
      const body = parseBody(spec.body, request.body)
      const query = parseQuery(spec.query ?? null, request.query)
      const call = {
        ...callOf(edge, request, reply),
        ...caller,
        upload,
        body,
        query,
      } as Call<A, K, Q>
      return (await spec.run(call)) ?? {}
    },
  }
}

/** The account of the caller, as far as this route may know it. */
function allow(access: Access, session: OpenSession | null): AccountRecord | null {
  if (access === 'anyone' || access === 'inside' || access === 'presenting')
    return session?.wants === null ? session.account : null
  if (session === null) throw new Refusal('unauthenticated')
  const { account, wants, fresh } = session
  switch (access) {
    case 'half':
      return account
    case 'enrolling':
      if (wants === 'prove') throw new Refusal('factor_needed')
      if (wants === null && !fresh) throw new Refusal('proof_needed')
      return account
    case 'signed-in':
    case 'fresh':
    case 'operator':
    case 'fresh-operator':
      if (wants !== null) throw new Refusal('factor_needed')
      if (access.endsWith('operator') && account.role !== 'operator') throw new Refusal('forbidden')
      if (access.startsWith('fresh') && !fresh) throw new Refusal('proof_needed')
      return account
  }
}

async function insideOf(
  access: Access,
  edge: Edge,
  request: FastifyRequest,
): Promise<ActiveParticipant | null> {
  if (access !== 'inside' && access !== 'presenting') return null
  const meeting = MeetingId.safeParse(paramsOf(request)['id'])
  const ticket = meeting.success ? readTicketHash(request.raw, edge.cookies, meeting.data) : null
  const found = meeting.success && ticket !== null ? await edge.inside(meeting.data, ticket) : null
  if (found === null) throw new Refusal('not_found')
  if (access === 'presenting' && !found.presents) throw new Refusal('not_granted')
  return found
}

/** The uploaded bytes. A route with uploads accepts nothing else. */
function parseUpload(most: number | null, body: unknown): Buffer {
  if (most === null) return Buffer.alloc(0)
  if (!Buffer.isBuffer(body)) throw new Refusal('invalid_input')
  return body
}

function parseBody<K extends BodyName | null>(name: K, body: unknown): Call<Access, K>['body']
function parseBody(name: BodyName | null, body: unknown): unknown {
  if (name === null) return null
  const parsed = BODIES[name].safeParse(body)
  if (!parsed.success) throw inputRefusal(parsed.error, body)
  return parsed.data
}

function parseQuery(name: QueryName | null, query: unknown): unknown {
  if (name === null) return null
  const parsed = QUERIES[name].safeParse(query)
  if (!parsed.success) throw inputRefusal(parsed.error, query)
  return parsed.data
}

function callOf(edge: Edge, request: FastifyRequest, reply: FastifyReply) {
  const { cookies, secure } = edge
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  const token = (name: string) => readToken(request.raw, name)
  const setToken: Call['setToken'] = (name, value, maxAge, sameSite = 'strict') =>
    void reply.setCookie(name, value, {
      ...options,
      sameSite,
      ...(maxAge === undefined ? {} : { maxAge }),
    })
  let device = token(cookies.device)
  return {
    params: paramsOf(request),
    now: edge.now(),
    language: () => languageOf(request.headers['accept-language']),
    browser: () => browserOf(request.headers['user-agent']),
    addressHash: edge.keyed('address', addressKey(edge.addressOf(request.raw))),
    device() {
      device ??= token256()
      // Set on every use, so that its lifetime counts from the last one.
      setToken(cookies.device, device, DEVICE_SECONDS)
      return edge.keyed('device', device)
    },
    token,
    setToken,
    clearToken: (name: string) => void reply.clearCookie(name, options),
  }
}

function paramsOf(request: FastifyRequest): Record<string, string> {
  const { params } = request
  if (typeof params !== 'object' || params === null) return {}
  return Object.fromEntries(
    Object.entries(params).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

/** For what never changes under its URL. */
export const FOREVER = 'public, max-age=31536000, immutable'

/** Uploads are checked by content, so their declared type does not matter. */
const UPLOAD_TYPE = 'application/octet-stream'

export function registerRoutes(fastify: FastifyInstance, edge: Edge, routes: readonly Route[]) {
  fastify.addContentTypeParser(
    UPLOAD_TYPE,
    { parseAs: 'buffer' },
    async (_: unknown, body: Buffer) => body,
  )
  for (const { method, path, uploadMax, admit, before, handle } of routes) {
    fastify.route({
      method,
      url: path,
      // Health checks often use HEAD, and these routes change nothing.
      exposeHeadRoute: method === 'GET' && path.startsWith('/health/'),
      // [INP3] Pages compute all displayed times relative to this header.
      onSend: async (_, reply) => void reply.header(NOW_HEADER, edge.now()),
      // Refuses uploads before reading them if the caller has no access.
      ...(uploadMax === null
        ? {}
        : {
            bodyLimit: uploadMax,
            onRequest: async (request) => {
              await admit(edge, request)
              before(edge, request)
            },
          }),
      handler: async (request, reply) => {
        const result = await handle(edge, request, reply)
        void reply.header('cache-control', 'no-store')
        if (result instanceof Redirect) return reply.redirect(result.to, 303)
        if (result instanceof Picture) return sendPicture(reply, result)
        if (!(result instanceof Attachment)) return reply.send(result)
        return reply
          .header('content-type', result.type)
          .header('content-disposition', `attachment; filename="${result.name}"`)
          .send(result.data)
      },
    })
  }
}

/** Opened by itself, it is a picture in an empty page that may do nothing. */
function sendPicture(reply: FastifyReply, { type, data }: Picture): FastifyReply {
  return reply
    .header('cache-control', FOREVER)
    .header('content-type', type)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(data)
}
