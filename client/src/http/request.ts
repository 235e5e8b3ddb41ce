import { NOW_HEADER } from '#protocol/time.ts'
import { deviceNow, learnServerTime } from '../clock.ts'
import { ERROR_CODES, INPUT_FAULTS } from '#protocol/errors.ts'
import type { ErrorCode, InputFault, WireError } from '#protocol/errors.ts'

/** Errors the UI can show. `unreachable` is the only one the server cannot send. */
export type Failure = Omit<WireError, 'code'> & { code: ErrorCode | 'unreachable' }
export type Answer<T> = { ok: true; result: T } | { ok: false; error: Failure }

export type Method = 'GET' | 'POST' | 'DELETE'

const isCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && (ERROR_CODES as readonly string[]).includes(value)

const isFault = (value: unknown): value is InputFault =>
  INPUT_FAULTS.some((fault) => fault === value)

/** A body that is not one of our errors (a proxy's page, for instance) becomes `internal`. */
function toFailure(body: unknown): Failure {
  if (typeof body !== 'object' || body === null || !('code' in body) || !isCode(body.code))
    return { code: 'internal' }
  const failure: Failure = { code: body.code }
  if ('retryAfter' in body && typeof body.retryAfter === 'number')
    failure.retryAfter = body.retryAfter
  if ('atLeast' in body && typeof body.atLeast === 'number') failure.atLeast = body.atLeast
  if ('field' in body && typeof body.field === 'string') failure.field = body.field
  if ('fault' in body && isFault(body.fault)) failure.fault = body.fault
  if ('most' in body && typeof body.most === 'number') failure.most = body.most
  if ('rule' in body && typeof body.rule === 'string') failure.rule = body.rule
  return failure
}

type Sent = { headers?: Record<string, string>; body?: string | Blob; signal?: AbortSignal }

/** Never throws: every failure is an answer with an error code. */
async function ask(method: Method, path: string, sent: Sent): Promise<Answer<Response>> {
  let response: Response
  const sentAt = deviceNow()
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...sent,
      // The page's, which need not be the browser's: the server proposes passwords in it.
      headers: { ...sent.headers, 'accept-language': document.documentElement.lang },
    })
  } catch {
    return { ok: false, error: { code: 'unreachable' } }
  }
  const now = Number(response.headers.get(NOW_HEADER) ?? Number.NaN)
  if (Number.isFinite(now)) learnServerTime(now, sentAt)
  if (response.ok) return { ok: true, result: response }
  return { ok: false, error: toFailure(await response.json().catch(() => null)) }
}

async function askJson<T>(method: Method, path: string, sent: Sent): Promise<Answer<T>> {
  const answer = await ask(method, path, sent)
  if (!answer.ok) return answer
  const json: unknown = await answer.result.json().catch(() => null)
  return { ok: true, result: json as T }
}

export function send<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  if (body === undefined) return askJson<T>(method, path, {})
  const headers = { 'content-type': 'application/json' }
  return askJson<T>(method, path, { headers, body: JSON.stringify(body) })
}

/**
 * Sends raw bytes as application/octet-stream, ignoring the blob's own type.
 * @param within timeout in milliseconds, after which the answer is `unreachable`; a lost connection
 * reports no error by itself
 */
export function sendBytes<T>(path: string, body: Blob, within?: number): Promise<Answer<T>> {
  const headers = { 'content-type': 'application/octet-stream' }
  return askJson<T>('POST', path, { headers, body, ...limitOf(within) })
}

const limitOf = (within: number | undefined): Pick<Sent, 'signal'> =>
  within === undefined ? {} : { signal: AbortSignal.timeout(within) }

/** @param within see {@link sendBytes} */
export async function takeBytes(path: string, within?: number): Promise<Answer<Uint8Array>> {
  const answer = await ask('GET', path, limitOf(within))
  if (!answer.ok) return answer
  try {
    return { ok: true, result: new Uint8Array(await answer.result.arrayBuffer()) }
  } catch {
    return { ok: false, error: { code: 'unreachable' } }
  }
}
