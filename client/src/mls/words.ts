import { type Bytes, equal, toHex } from './bytes.ts'
import { hashOf } from './hash.ts'

/**
 * Words that people compare, by telephone or by looking at each other. They are taken from the
 * lists of proposed passwords, 2600 words each, of which no two sound alike; one word is 11.3
 * bits.
 *
 * Of somebody who knocks without a proof, four words are enough, because both sides commit to what
 * goes into them before they see the other's part: a server in between gets one try of 2^45. The
 * words of a group are compared with nothing committed to, and somebody could look for a group
 * that fits; so there are eight, 90 bits.
 */
export const KNOCK_WORDS = 4
export const GROUP_WORDS = 8
const NONCE_BYTES = 32

export type Language = 'vi' | 'en'
/** Fetched when words are shown, never before. */
const LISTS = {
  vi: async () => (await import('#server/policy/words/vi.ts')).VIETNAMESE,
  en: async () => (await import('#server/policy/words/en.ts')).ENGLISH,
}

export const drawNonce = (): Bytes => crypto.getRandomValues(new Uint8Array(NONCE_BYTES))

/** What the knock carries: the hash of the device key and of m, 32 random bytes that come later. */
export const commitmentOf = (deviceKey: Bytes, m: Bytes): Promise<Bytes> =>
  hashOf('words commitment', deviceKey, m)

export const opensCommitment = async (
  commitment: Bytes,
  deviceKey: Bytes,
  m: Bytes,
): Promise<boolean> =>
  m.length === NONCE_BYTES && equal(commitment, await commitmentOf(deviceKey, m))

/**
 * What four words of a knock stand for: the device key of who knocks, the hash of the founder's key
 * in the link, 32 random bytes of the host's, drawn after the commitment came, and then m.
 */
export type Spoken = { deviceKey: Bytes; founder: Bytes; n: Bytes; m: Bytes }

export const knockWords = async (
  { deviceKey, founder, n, m }: Spoken,
  language: Language,
): Promise<string[]> =>
  wordsOf(await hashOf('words knock', deviceKey, founder, n, m), KNOCK_WORDS, language)

/** Eight words of an epoch, from its authenticator (RFC 9420, section 8.7). */
export const groupWords = async (
  group: Bytes,
  authenticator: Bytes,
  language: Language,
): Promise<string[]> =>
  wordsOf(await hashOf('words group', group, authenticator), GROUP_WORDS, language)

/** The digits of a hash in base 2600. Of 256 bits at most 91 are used: the bias is nothing. */
async function wordsOf(hash: Bytes, count: number, language: Language): Promise<string[]> {
  const words = (await LISTS[language]()).trim().split(/\s+/)
  const size = BigInt(words.length)
  let rest = BigInt(`0x${toHex(hash)}`)
  return Array.from({ length: count }, () => {
    const word = words[Number(rest % size)] ?? ''
    rest /= size
    return word
  })
}
