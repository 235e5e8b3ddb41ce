import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#protocol/errors.ts'
import type { ErrorCode, WireError } from '#protocol/errors.ts'

/** Covers every code, so that a new one must choose its HTTP status. */
export const STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  outdated_page: 409,
  too_large: 413,
  rate_limited: 429,
  wrong_phase: 409,
  forbidden: 403,
  not_found: 404,
  meeting_over: 409,
  own_account: 409,
  too_many_factors: 409,
  factor_known: 409,
  no_factor: 409,
  not_sso: 409,
  too_many_meetings: 409,
  no_schedule: 409,
  time_over: 409,
  nothing_to_extend: 409,
  mail_queued: 409,
  out_of_order: 409,
  wrong_mode: 409,
  already_granted: 409,
  no_floor: 409,
  not_listed: 409,
  too_many_votes: 409,
  whiteboard: 409,
  page_turned: 409,
  recording_running: 409,
  recording_over: 409,
  consent_outdated: 409,
  busy: 503,
  store_unavailable: 503,
  internal: 500,
  unauthenticated: 401,
  bad_credentials: 401,
  link_invalid: 410,
  username_taken: 409,
  factor_needed: 403,
  proof_needed: 403,
  bad_code: 401,
  passkey_refused: 401,
  factor_required: 409,
  sso_unavailable: 503,
  sso_expired: 410,
  sso_failed: 401,
  sso_not_allowed: 403,
  sso_account: 409,
  password_too_short: 422,
  password_too_long: 422,
  password_too_weak: 422,
  password_too_common: 422,
  password_is_context: 422,
  wrong_password: 403,
  locked_out: 429,
  blocked: 403,
  removed: 403,
  meeting_locked: 403,
  meeting_full: 503,
  server_full: 503,
  lobby_full: 503,
  host_absent: 409,
  ticket_invalid: 401,
  target_gone: 410,
  invite_needed: 403,
  already_here: 409,
  invite_in_use: 409,
  accounts_only: 403,
  lobby_closed: 403,
  bad_schedule: 422,
  people_unknown: 422,
  too_loose: 422,
  not_granted: 403,
  share_taken: 409,
  source_kind_mismatch: 400,
  source_taken: 409,
  sent_too_much: 403,
  too_many_tracks: 409,
  media_failed: 500,
  chat_off: 403,
  too_many_questions: 429,
  account_needed: 403,
  not_entitled: 403,
  already_voted: 409,
  vote_over: 409,
  vote_running: 409,
  too_few_voters: 409,
  document_type: 415,
  document_broken: 422,
  document_mixed: 422,
  document_too_large: 413,
  too_many_documents: 409,
  already_presented: 409,
  not_presenting: 403,
  ink_full: 409,
  keys_pending: 409,
  not_consented: 403,
  recording_full: 507,
  mail_off: 409,
}

/** Errors that the operator has to look into. */
const LOGGED: ReadonlySet<ErrorCode> = new Set(['internal', 'store_unavailable'])

/**
 * The only error handler: refusals are returned as they are; faults are logged and returned as
 * `internal`.
 */
export function installErrors(fastify: FastifyInstance): void {
  fastify.setErrorHandler((error, request, reply) => {
    const { status, wire } = mapError(error)
    if (LOGGED.has(wire.code)) logFault(request, error)
    return answer(reply, status, wire)
  })
  fastify.setNotFoundHandler((_request, reply) => answer(reply, 404, { code: 'not_found' }))
}

export function mapError(error: unknown): { status: number; wire: WireError } {
  if (error instanceof Refusal) return { status: STATUS[error.code], wire: error.toWire() }
  // Thrown by Fastify before a handler runs: body too large, not JSON, or unsupported media type.
  const status = statusOf(error)
  if (status === 413) return { status, wire: { code: 'too_large' } }
  if (status >= 400 && status < 500) return { status, wire: { code: 'invalid_input' } }
  return { status: 500, wire: { code: 'internal' } }
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500
}

/** Logs the route's pattern instead of the URL, which could contain an ID. */
function logFault(request: FastifyRequest, error: unknown): void {
  const route = `${request.method} ${request.routeOptions.url ?? '?'}`
  request.log.error({ err: error, route }, 'request failed')
}

export function answer(reply: FastifyReply, status: number, wire: WireError): FastifyReply {
  if (wire.retryAfter !== undefined) void reply.header('retry-after', String(wire.retryAfter))
  return reply.code(status).header('cache-control', 'no-store').send(wire)
}
