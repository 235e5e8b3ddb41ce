import { type Bytes, equal } from '../mls/bytes.ts'
import { SECRET_BYTES } from '../mls/link.ts'
import type { Kept } from './kept.ts'

/** Of one meeting; more than one only while it is not known which of them fits. */
const MOST = 4

const isSecret = (value: unknown): value is Bytes =>
  value instanceof Uint8Array && value.length === SECRET_BYTES
const secretsOf = (value: unknown): Bytes[] => (Array.isArray(value) ? value.filter(isSecret) : [])

/** Hash of F's public key, as base64url: by it the server knows which S a meeting has. */
export type FounderOf = (secret: Bytes) => Promise<string>

/**
 * The secrets S of meetings made here, or opened here by their host's own link. Such a link may be
 * of another meeting's keys, and only the server's word about the founder tells: until then it is
 * put behind what was there before.
 */
export class MeetingSecrets {
  readonly #kept: Kept
  readonly #founderOf: FounderOf

  constructor(kept: Kept, founderOf: FounderOf) {
    this.#kept = kept
    this.#founderOf = founderOf
  }

  /**
   * @param founder the hash that the server has for this meeting; without it, the last S that was
   *   kept
   */
  async of(meeting: string, founder: string | null = null): Promise<Bytes | null> {
    const secrets = secretsOf(await this.#kept.read('meetings', meeting))
    if (founder === null) return secrets[0] ?? null
    const founders = await Promise.all(secrets.map(this.#founderOf))
    return secrets[founders.indexOf(founder)] ?? null
  }

  /** For S that was drawn here, or was handed over by who led. */
  keep(meeting: string, secret: Bytes): Promise<void> {
    return this.#change(meeting, (others) => [secret, ...without(others, secret)])
  }

  /** For S out of a link, which anybody can have written. */
  offer(meeting: string, secret: Bytes): Promise<void> {
    return this.#change(meeting, (others) =>
      others.some((one) => equal(one, secret)) ? others : [...others.slice(0, MOST - 1), secret],
    )
  }

  drop(meeting: string): Promise<void> {
    return this.#change(meeting, () => [])
  }

  async #change(meeting: string, change: (secrets: Bytes[]) => Bytes[]): Promise<void> {
    await this.#kept.change('meetings', meeting, (now) => {
      const next = change(secretsOf(now)).slice(0, MOST)
      return next.length === 0 ? undefined : next
    })
  }
}

const without = (secrets: readonly Bytes[], secret: Bytes): Bytes[] =>
  secrets.filter((one) => !equal(one, secret))
