import { MediaError } from './types.ts'
import type { SfuLog } from './types.ts'

/** Characters of the worker's reason that are logged; it may quote what a client sent. */
const REASON_MAX = 200

/**
 * Waits for what a transport was asked to do. If the transport was closed meanwhile that is the
 * answer, whatever the worker said: it may have done the work before it saw the order to close.
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
 * What to throw when the worker refused something made of a client's parameters. The reason stays
 * in the log: to the client, a refusal is a code.
 */
export function refusal(log: SfuLog): (error: unknown) => MediaError {
  return (error) => {
    const reason = error instanceof Error ? error.message : 'not an error'
    log.warn({ reason: reason.slice(0, REASON_MAX) }, 'media parameters refused')
    return new MediaError('incompatible')
  }
}
