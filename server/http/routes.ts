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

/**
 * Who may call a route. Required in every one, so that a forgotten check does not compile.
 * - `anyone`: without a session too. A half session is nobody here: `account` is null.
 * - `half`: whoever has a session, also one that still wants its second factor [SES].
 * - `enrolling`: a half session that wants a first second factor, or a full one proved just now.
 * - `signed-in`: a full session. `fresh`: one that was proved just now. `operator`: a full one of an
 *   operator. `fresh-operator`: both.
 * - `inside`: whoever is admitted to the meeting that `:id` names and is connected to it now [ADM3],
 *   with or without a session. Everyone else hears `not_found`, as of a meeting that is not there.
 * - `presenting`: of these, whoever may present [DOC1]. The others hear `not_granted`.
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

/** One request, as far as a handler may know it. Identity comes from the cookie alone. */
export type Call<
  A extends Access = Access,
  K extends BodyName | null = BodyName | null,
  Q extends QueryName | null = QueryName | null,
> = {
  account: AccountFor<A>
  /** What it has proved; half or full. */
  session: SessionFor<A>
  /** Who calls, as the room knows them. */
  inside: A extends Inside ? ActiveParticipant : null
  /** The bytes of an upload; empty where the route takes none. */
  upload: Buffer
  body: K extends BodyName ? BodyOf<K> : null
  query: Q extends QueryName ? QueryOf<Q> : null
  params: Record<string, string>
  /** Epoch milliseconds. */
  now: number
  /** Keyed hash of the address (IPv6: of its /64). */
  addressHash: string
  /** Its name in few words, "Chrome · Windows". */
  browser(): string
  /** Keyed hash of the browser's long-lived device cookie, which is set if need be. */
  device(): string
  /** One of our 256-bit cookies; null when absent or malformed. */
  token(name: string): string | null
  /** httpOnly, SameSite=Strict unless told, for all paths; Secure under https. */
  setToken(name: string, value: string, maxAgeSeconds?: number, sameSite?: 'strict' | 'lax'): void
  clearToken(name: string): void
}

type Spec<A extends Access, K extends BodyName | null, Q extends QueryName | null> = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  access: A
  /** Which of the contract's bodies; null: none is read. */
  body: K
  /** Most bytes of a body of `application/octet-stream`; left out: none is taken. */
  uploadMax?: number
  /** Which of the contract's query strings; left out: none is read. */
  query?: Q
  /** What it returns is the answer; nothing is `{}`. */
  run(call: Call<A, K, Q>): Promise<object | void>
}

/** An answer that is a file to keep. Its name is ours: letters, digits, dots and dashes. */
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

/** An answer that leads elsewhere: a path of ours, or an address of the identity provider. */
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
  /** Who calls. @throws Refusal when they may not */
  admit: (edge: Edge, request: FastifyRequest) => Promise<unknown>
  handle: (edge: Edge, request: FastifyRequest, reply: FastifyReply) => Promise<object>
}

/** What every route stands on. */
export type Edge = {
  sessions: SessionService
  keyed: KeyedHash
  addressOf: AddressReader
  cookies: CookieNames
  secure: boolean
  /** [ADM3] Who holds this ticket, while they are admitted and connected. */
  inside(meeting: MeetingId, ticketHash: string): Promise<ActiveParticipant | null>
  now(): number
}

/** Always in this order: access, parse, run. Origin, size and media type were checked before. */
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

/** Whose request it is, as far as this route may know. */
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

/** Bytes are taken where a route says so, and nothing else there. */
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
    browser: () => browserOf(request.headers['user-agent']),
    addressHash: edge.keyed('address', addressKey(edge.addressOf(request.raw))),
    device() {
      device ??= token256()
      // Set anew each time, so that it lives on from the last use.
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

/** Whatever the bytes are called, they are judged by what they are. */
const UPLOAD_TYPE = 'application/octet-stream'

export function registerRoutes(fastify: FastifyInstance, edge: Edge, routes: readonly Route[]) {
  fastify.addContentTypeParser(
    UPLOAD_TYPE,
    { parseAs: 'buffer' },
    async (_: unknown, body: Buffer) => body,
  )
  for (const { method, path, uploadMax, admit, handle } of routes) {
    fastify.route({
      method,
      url: path,
      // They change nothing, and those who watch a server ask so.
      exposeHeadRoute: method === 'GET' && path.startsWith('/health/'),
      // [INP3] What a page goes by for all that it says of moments.
      onSend: async (_, reply) => void reply.header(NOW_HEADER, edge.now()),
      // Nobody else's bytes are read at all.
      ...(uploadMax === null
        ? {}
        : {
            bodyLimit: uploadMax,
            onRequest: async (request) => void (await admit(edge, request)),
          }),
      handler: async (request, reply) => {
        const result = await handle(edge, request, reply)
        void reply.header('cache-control', 'no-store')
        if (result instanceof Redirect) return reply.redirect(result.to, 303)
        if (!(result instanceof Attachment)) return reply.send(result)
        return reply
          .header('content-type', result.type)
          .header('content-disposition', `attachment; filename="${result.name}"`)
          .send(result.data)
      },
    })
  }
}
