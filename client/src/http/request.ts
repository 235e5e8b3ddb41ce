import { ERROR_CODES } from '../../../server/protocol/errors.ts'
import type { ErrorCode, WireError } from '../../../server/protocol/errors.ts'

/** What the screen can be told. `unreachable` is the one refusal that the server cannot send. */
export type Failure = Omit<WireError, 'code'> & { code: ErrorCode | 'unreachable' }
export type Answer<T> = { ok: true; result: T } | { ok: false; error: Failure }

export type Method = 'GET' | 'POST' | 'DELETE'

const isCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && (ERROR_CODES as readonly string[]).includes(value)

/** A body that is not a refusal of ours (a proxy's page, for instance) is a fault, not a text. */
function toFailure(body: unknown): Failure {
  if (typeof body !== 'object' || body === null || !('code' in body) || !isCode(body.code))
    return { code: 'internal' }
  const failure: Failure = { code: body.code }
  if ('retryAfter' in body && typeof body.retryAfter === 'number')
    failure.retryAfter = body.retryAfter
  if ('atLeast' in body && typeof body.atLeast === 'number') failure.atLeast = body.atLeast
  if ('rule' in body && typeof body.rule === 'string') failure.rule = body.rule
  return failure
}

/** Never throws: every way to fail is an answer that has a text. */
export async function send<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  } catch {
    return { ok: false, error: { code: 'unreachable' } }
  }
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok) return { ok: false, error: toFailure(json) }
  return { ok: true, result: json as T }
}
