import { type BaseKey, type Refused, Opener, Sealer, deriveFrameKey } from './sframe.ts'

/**
 * Which key a frame is sealed and opened with. A key belongs to one epoch, one member and one of
 * their sources: its identifier (KID, RFC 9605, section 5.2) says all three, and is part of what
 * the key is derived from. Nothing here reads a clock: `now` is given, in milliseconds.
 */
type Bytes = Uint8Array<ArrayBuffer>

/** Who sent a frame, from which of their sources (0 to 15): microphone, camera, screen, … */
export type Origin = { leaf: number; source: number }

/** Receivers hold so many epochs, and each for so long after the next one began. */
export const EPOCHS = 4
export const KEPT_MS = 10_000
/** After an Add, senders go on with the old key until all have the new one, or this has passed. */
export const PATIENCE_MS = 250

const EPOCH_VALUES = 16
/** How far ahead of the newest epoch a frame's may be. What is further ahead counts as behind. */
const AHEAD = EPOCH_VALUES / 2
const SOURCES = 16
const LEAVES = 1 << 16

/** KID: the leaf's index, then 4 bits of source, then the last 4 bits of the epoch's number. */
export function kidOf({ leaf, source }: Origin, epoch: number): number {
  for (const [value, end] of [
    [leaf, LEAVES],
    [source, SOURCES],
    [epoch, Number.MAX_SAFE_INTEGER],
  ] as const)
    if (!Number.isSafeInteger(value) || value < 0 || value >= end)
      throw new RangeError(`not in a key identifier: ${value}`)
  return (leaf * SOURCES + source) * EPOCH_VALUES + (epoch % EPOCH_VALUES)
}

/** An epoch's last 4 bits, of its number or of a KID. */
const epochBits = (of: number): number => of % EPOCH_VALUES

const VERSION = 1
/**
 * What is authenticated beside the frame (RFC 9605, section 4.4.3, "metadata"): version, group,
 * source, and what the codec needs in the clear. The group's identifier has its length before it,
 * so that no two of these read the same.
 */
export function metadataOf(group: Bytes, source: number, clear: Bytes): Bytes {
  const metadata = new Uint8Array(3 + group.length + clear.length)
  metadata.set([VERSION, group.length, ...group, source])
  metadata.set(clear, 3 + group.length)
  return metadata
}

type Epoch = {
  number: number
  /** The group's base key in this epoch; as bytes, 32 of them. */
  base: BaseKey
  /** When the next one began; null for the newest. */
  endedAt: number | null
}

/** Newest first. What is too old is let go, keys and all. */
function kept(epochs: readonly Epoch[], now: number): Epoch[] {
  return epochs
    .slice(0, EPOCHS)
    .filter(({ endedAt }) => endedAt === null || now - endedAt < KEPT_MS)
}

/** How an epoch began, and so how soon senders use it. */
export type Began = 'add' | 'remove'

/** With a sealer for each source. */
type Sending = { epoch: Epoch; sealers: Map<number, Promise<Sealer>> }

/** Seals the frames of this member's sources. */
export class SendingKeys {
  readonly #leaf: number
  readonly #group: Bytes
  #now: Sending | null = null
  #next: { epoch: Epoch; since: number } | null = null

  constructor(group: Bytes, leaf: number) {
    this.#group = group
    this.#leaf = leaf
  }

  /**
   * An epoch began. After a Remove, its key is used at once; after an Add, when all others have it,
   * or after 250 ms: those who came can wait that long.
   */
  begin(number: number, base: BaseKey, how: Began, now: number): void {
    if (number <= (this.#next?.epoch.number ?? this.#now?.epoch.number ?? -1))
      throw new RangeError('epochs only grow')
    const epoch = { number, base, endedAt: null }
    const waits = how === 'add' && this.#now !== null
    if (waits) this.#next = { epoch, since: this.#next?.since ?? now }
    else this.#switchTo(epoch)
  }

  /**
   * All others have the keys of an epoch, as the server says; if it lies, they cannot open what comes
   * for a moment.
   */
  reached(number: number): void {
    if (this.#next?.epoch.number === number) this.#switchTo(this.#next.epoch)
  }

  /** Nothing is sealed from here on: the group is broken, or was left. */
  end(): void {
    this.#now = null
    this.#next = null
  }

  /** The sealed frame, or null: no key, no frame. */
  async seal(source: number, frame: Bytes, clear: Bytes, now: number): Promise<Bytes | null> {
    if (this.#next && now - this.#next.since >= PATIENCE_MS) this.#switchTo(this.#next.epoch)
    const current = this.#now
    if (!current) return null
    const sealer = await this.#sealerOf(current, source)
    // It may have ended while the key was made.
    if (this.#now === null) return null
    return sealer.seal(frame, metadataOf(this.#group, source, clear))
  }

  /** One for each key, so that no counter is used twice: also not by layers of one source. */
  #sealerOf({ epoch, sealers }: Sending, source: number): Promise<Sealer> {
    const known = sealers.get(source)
    if (known) return known
    const origin = { leaf: this.#leaf, source }
    const made = keyOf(epoch, origin).then((key) => new Sealer(key))
    sealers.set(source, made)
    return made
  }

  #switchTo(epoch: Epoch): void {
    this.#now = { epoch, sealers: new Map() }
    this.#next = null
  }
}

const keyOf = ({ number, base }: Epoch, origin: Origin) =>
  deriveFrameKey(base, kidOf(origin, number))

/**
 * Why a frame was not opened, beyond what SFrame says: no key of its epoch is held (yet, or any
 * more).
 */
export type Unopened = Refused | 'unknown_epoch'

/**
 * Opens the frames of one origin, namely the one that is expected where they arrive: another
 * member's frame there, however well sealed, has another key.
 */
export class ReceivingKeys {
  readonly #group: Bytes
  readonly #origin: Origin
  #epochs: Epoch[] = []
  #ended = false
  readonly #openers = new Map<number, Promise<Opener>>()

  constructor(group: Bytes, origin: Origin) {
    this.#group = group
    this.#origin = origin
  }

  /** An epoch began; those before it are kept for a while, for frames that are under way. */
  begin(number: number, base: BaseKey, now: number): void {
    const [newest] = this.#epochs
    if (newest && number <= newest.number) throw new RangeError('epochs only grow')
    const ended = this.#epochs.map((epoch) => ({ ...epoch, endedAt: epoch.endedAt ?? now }))
    this.#epochs = [{ number, base, endedAt: null }, ...ended]
    this.prune(now)
  }

  /** Nothing is opened from here on: the member was removed, or the group is broken. */
  end(): void {
    this.#ended = true
    this.#epochs = []
    this.#openers.clear()
  }

  /**
   * Whether a frame is of this origin and of an epoch that may still begin, so that to wait for its
   * key makes sense. Before the first epoch any may.
   */
  isEarly(kid: number): boolean {
    const [newest] = this.#epochs
    if (this.#ended || kid - epochBits(kid) !== kidOf(this.#origin, 0)) return false
    if (!newest) return true
    const ahead = (epochBits(kid) - epochBits(newest.number) + EPOCH_VALUES) % EPOCH_VALUES
    return ahead > 0 && ahead <= AHEAD
  }

  /** Lets go of keys that are too old. Opening does so too, but there may be nothing to open. */
  prune(now: number): void {
    const before = this.#epochs
    this.#epochs = kept(before, now)
    for (const { number } of before)
      if (!this.#epochs.some((epoch) => epoch.number === number)) this.#openers.delete(number)
  }

  async open(sealed: Bytes, kid: number, clear: Bytes, now: number): Promise<Bytes | Unopened> {
    this.prune(now)
    const epoch = this.#epochs.find(({ number }) => number % EPOCH_VALUES === epochBits(kid))
    if (!epoch) return 'unknown_epoch'
    if (kid !== kidOf(this.#origin, epoch.number)) return 'other_key'
    const opener = await this.#openerOf(epoch)
    // It may have been let go while the key was made.
    if (!this.#epochs.some(({ number }) => number === epoch.number)) return 'unknown_epoch'
    return opener.open(sealed, metadataOf(this.#group, this.#origin.source, clear))
  }

  #openerOf(epoch: Epoch): Promise<Opener> {
    const known = this.#openers.get(epoch.number)
    if (known) return known
    const made = keyOf(epoch, this.#origin).then((key) => new Opener(key))
    this.#openers.set(epoch.number, made)
    return made
  }
}
