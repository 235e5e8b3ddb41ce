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
  const answer = await ask(
    path,
    body === undefined
      ? { method }
      : {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
  )
  if (!answer.ok) return answer
  return { ok: true, result: (await answer.result.json().catch(() => null)) as T }
}

export async function sendBytes<T>(path: string, bytes: Uint8Array): Promise<Answer<T>> {
  const answer = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  if (!answer.ok) return answer
  return { ok: true, result: (await answer.result.json().catch(() => null)) as T }
}

export async function getBytes(path: string): Promise<Answer<Uint8Array>> {
  const answer = await ask(path, { method: 'GET' })
  if (!answer.ok) return answer
  try {
    return { ok: true, result: new Uint8Array(await answer.result.arrayBuffer()) }
  } catch {
    // The line broke in the middle of it.
    return { ok: false, error: { code: 'unreachable' } }
  }
}

async function ask(path: string, init: RequestInit): Promise<Answer<Response>> {
  try {
    const response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' })
    if (response.ok) return { ok: true, result: response }
    return { ok: false, error: toFailure(await response.json().catch(() => null)) }
  } catch {
    return { ok: false, error: { code: 'unreachable' } }
  }
}
