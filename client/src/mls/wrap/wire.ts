import { type MLSMessage, type MlsMessageContent, decodeMlsMessage, encodeMlsMessage } from 'ts-mls'
import { type Bytes, copyOf, equal } from '../bytes.ts'
import { MlsFailure } from './change.ts'

export const wire = (content: MlsMessageContent): Bytes =>
  copyOf(encodeMlsMessage({ version: 'mls10', ...content }))

type Codec<T> = {
  decode: (bytes: Uint8Array, from: number) => [T, number] | undefined
  encode: (value: T) => Uint8Array
}
/**
 * All of the bytes, in their only form. The library also reads lengths written in more bytes than
 * needed, which section 2.1.2 forbids.
 */
export function whole<T>({ decode, encode }: Codec<T>, bytes: Bytes, what: string): T {
  const [value] = attempt(() => decode(bytes, 0)) ?? []
  if (value === undefined || !equal(encode(value), bytes)) throw new MlsFailure('malformed', what)
  return value
}
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** One whole message of the kind that is expected. */
export function read<Kind extends MLSMessage['wireformat']>(
  bytes: Bytes,
  kind: Kind,
): Extract<MLSMessage, { wireformat: Kind }> {
  const message = whole({ decode: decodeMlsMessage, encode: encodeMlsMessage }, bytes, kind)
  if (message.wireformat === kind) return message as Extract<MLSMessage, { wireformat: Kind }>
  const outside = message.wireformat === 'mls_public_message'
  throw new MlsFailure(outside ? 'outside' : 'malformed', message.wireformat)
}

/** Whatever the library throws, also over bytes that it did not expect, becomes one failure. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof MlsFailure) throw cause
    throw new MlsFailure('invalid', cause instanceof Error ? cause.message : 'unknown', cause)
  }
}
