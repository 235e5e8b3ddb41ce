import { type Bytes, toBase64Url } from '../mls/bytes.ts'
import { deviceKeysIn } from './device.ts'
import { inBrowser, inMemory, withFallback } from './kept.ts'
import { MeetingSecrets } from './meetings.ts'

/** The keys that this browser keeps. */
const kept = withFallback(inBrowser(), inMemory())

/** Arithmetic on the curve, which few pages need. */
export const loadSecrets = () => import('../mls/secrets.ts')

/** What the server is told about S, as base64url. */
export async function founderOf(secret: Bytes): Promise<string> {
  const { founderHash, founderKeys } = await loadSecrets()
  return toBase64Url(await founderHash((await founderKeys(secret)).publicKey))
}

/** S for a new meeting, and what the server is told about it. */
export async function drawKeys(): Promise<{ secret: Bytes; founder: string }> {
  const secret = (await loadSecrets()).drawSecret()
  return { secret, founder: await founderOf(secret) }
}

const meetings = new MeetingSecrets(kept, founderOf)

/** The device key of this browser: ECDSA on P-256, made once, not extractable. */
export const deviceKeys = (): Promise<CryptoKeyPair> => deviceKeysIn(kept)

/**
 * S of a meeting, if it is at hand. With the hash that the server has (`founder`), the one that fits;
 * without, the one that was kept last.
 */
export const secretOf = (meeting: string, founder?: string | null): Promise<Bytes | null> =>
  meetings.of(meeting, founder)
/** For S that was drawn here, or was handed over by who led. */
export const keepSecret = (meeting: string, secret: Bytes): Promise<void> =>
  meetings.keep(meeting, secret)
/** For S out of a link: takes no other's place. */
export const offerSecret = (meeting: string, secret: Bytes): Promise<void> =>
  meetings.offer(meeting, secret)
export const dropSecret = (meeting: string): Promise<void> => meetings.drop(meeting)
