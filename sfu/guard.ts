import { MediaError } from './types.ts'
import type { SfuLog } from './types.ts'

/** Maximum characters of the worker's error that are logged; it may quote client input. */
const REASON_MAX = 200

/**
 * Waits for an operation on a transport. If the transport was closed meanwhile, that is the result
 * whatever the worker answered, because it may have done the work before it saw the close.
 */
export async function whileOpen<T>(
  transport: { readonly closed: boolean },
  work: Promise<T>,
  translate: (error: unknown) => unknown = (error) => error,
): Promise<T> {
  try {
    const result = await work
    if (!transport.closed) return result
  } catch (error) {
    if (!transport.closed) throw translate(error)
  }
  throw new MediaError('closed')
}

/**
 * Creates the error to throw when the worker rejects something built from a client's parameters.
 * The reason is only logged; the client gets a code.
 */
export function refusal(log: SfuLog): (error: unknown) => MediaError {
  return (error) => {
    const reason = error instanceof Error ? error.message : 'not an error'
    log.warn({ reason: reason.slice(0, REASON_MAX) }, 'media parameters refused')
    return new MediaError('incompatible')
  }
}
