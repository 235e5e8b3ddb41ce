import { MLS_LIMITS } from '#protocol/mls-limits.ts'
import type { Payload } from '#protocol/mls.ts'
import { type Bytes, copyOf, equal, fromBase64Url, toBase64Url } from '../mls/bytes.ts'
import type { Ports } from './types.ts'

type Blobs = Ports['blobs']

/** Characters of base64url, without padding. */
const lengthOf = ({ length }: Uint8Array): number => Math.ceil((length * 4) / 3)

export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

/**
 * What goes with one request: inline as far as all of it fits into a message, the largest as blobs,
 * which are put now. Rejects as `blobs.put` does.
 */
export async function payloadsOf(parts: readonly Bytes[], blobs: Blobs): Promise<Payload[]> {
  const bySize = [...parts].sort((a, b) => b.length - a.length)
  let size = parts.reduce((sum, part) => sum + lengthOf(part), 0)
  const large = new Set<Bytes>()
  for (const part of bySize) {
    if (size <= MLS_LIMITS.inline) break
    large.add(part)
    size -= lengthOf(part)
  }
  return Promise.all(
    parts.map(async (part) =>
      large.has(part)
        ? { hash: await blobs.put(part), bytes: part.length }
        : { inline: toBase64Url(part) },
    ),
  )
}

/** Null if it cannot be had, or is something else than was named. */
export async function bytesOf(payload: Payload, blobs: Blobs): Promise<Bytes | null> {
  if ('inline' in payload) return fromBase64Url(payload.inline)
  const read = await blobs.read(payload.hash).catch(() => null)
  const hash = fromBase64Url(payload.hash)
  if (read?.length !== payload.bytes || !hash) return null
  const bytes = copyOf(read)
  return equal(await sha256(bytes), hash) ? bytes : null
}
