import { attribute, message } from './stun.ts'
import type { Credentials } from './stun.ts'

/** Malformed datagrams from a seed, so that a run can be repeated. */
export class Garbage {
  #state: number
  #sequence = 0

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From an attacker who knows at most the user name sent in clear text in connectivity checks. */
  outside(known: Credentials): Buffer {
    return this.#oneOf([
      () => this.#stun(known),
      () => this.#dtls(),
      () => this.#rtp(),
      () => this.#rtcp(),
      () => this.#bytes(this.#below(1500)),
    ])
  }

  /** Like `outside`, plus broken copies of packets that were really sent. */
  inside(known: Credentials, seen: readonly Buffer[]): Buffer {
    const real = seen[this.#below(seen.length)]
    return real === undefined || this.#below(2) === 0 ? this.outside(known) : this.broken(real)
  }

  /**
   * Payloads that a member with valid keys can encrypt: from their own streams, with increasing
   * sequence numbers, because anything else would be dropped for its number alone.
   */
  media(own: readonly Buffer[]): Buffer {
    const real = own[this.#below(own.length)]
    if (real === undefined) throw new Error('a member has a stream of their own')
    const rtcp = this.#below(3) === 0
    const packet = rtcp ? this.#rtcp() : this.#below(2) === 0 ? this.#rtp() : this.broken(real)
    if (rtcp && packet.length >= 12) real.copy(packet, 4 * (1 + this.#below(2)), 8, 12)
    if (!rtcp && packet.length >= 12) {
      real.copy(packet, 8, 8, 12)
      this.#sequence = (this.#sequence + 1) & 0xffff
      packet.writeUInt16BE(this.#sequence, 2)
    }
    return packet
  }

  /** A copy that was truncated, extended, or changed in a few places. */
  broken(packet: Buffer): Buffer {
    return this.#oneOf([
      () => Buffer.from(packet.subarray(0, this.#below(packet.length))),
      () => Buffer.concat([packet, this.#bytes(this.#below(64))]),
      () => {
        const copy = Buffer.from(packet)
        for (let n = 1 + this.#below(8); n > 0; n -= 1) {
          copy[this.#below(copy.length)] = this.#byte()
        }
        return copy
      },
      // Changes to the header reach deeper into the parser.
      () => {
        const copy = Buffer.from(packet)
        copy[this.#below(Math.min(24, copy.length))] = this.#byte()
        return copy
      },
    ])
  }

  /**
   * Bad lengths, attributes, integrity values and names; all with the magic cookie or nearly so.
   */
  #stun({ usernameFragment }: Credentials): Buffer {
    const name = this.#oneOf([
      () => Buffer.from(`${usernameFragment}:x`),
      () => Buffer.from(usernameFragment),
      () => Buffer.from(':'),
      () => this.#bytes(this.#below(600)),
    ])
    const types = [0x0006, 0x0008, 0x0009, 0x0020, 0x0024, 0x0025, 0x8029, 0x802a, 0x8028, 0xc001]
    const attributes = [attribute(0x0006, name)]
    for (let n = this.#below(6); n > 0; n -= 1) {
      const type = this.#oneOf([() => types[this.#below(types.length)] ?? 0, () => this.#word()])
      const one = attribute(
        type,
        this.#bytes(this.#oneOf([() => 4, () => 8, () => 20, () => this.#below(64)])),
      )
      if (this.#below(4) === 0) one.writeUInt16BE(this.#word(), 2)
      attributes.push(one)
    }
    const body = Buffer.concat(attributes)
    const type = this.#oneOf([
      () => 0x0001,
      () => 0x0101,
      () => 0x0111,
      () => 0x0011,
      () => this.#word() & 0x3fff,
    ])
    const length = this.#oneOf([() => body.length, () => body.length, () => this.#word()])
    const whole = message(type, body, length)
    this.#bytes(12).copy(whole, 8)
    return this.#below(4) === 0 ? whole.subarray(0, this.#below(whole.length)) : whole
  }

  /** Handshakes, alerts, cipher changes and data with wrong versions, epochs and lengths. */
  #dtls(): Buffer {
    const type = 20 + this.#below(5)
    const handshake = () => {
      const header = this.#bytes(12)
      header[0] = this.#oneOf([
        () => 1,
        () => 1,
        () => 2,
        () => 11,
        () => 16,
        () => 20,
        () => this.#byte(),
      ])
      return Buffer.concat([header, this.#bytes(this.#below(300))])
    }
    const body = this.#oneOf([
      handshake,
      () => Buffer.from([1 + this.#below(2), this.#byte()]), // alert: level, description
      () => this.#bytes(this.#below(200)),
    ])
    const header = Buffer.alloc(13)
    header[0] = type
    header.writeUInt16BE(
      this.#oneOf([() => 0xfefd, () => 0xfeff, () => 0xfefc, () => 0x0303, () => this.#word()]),
      1,
    )
    header.writeUInt16BE(this.#oneOf([() => 0, () => 1, () => this.#word()]), 3)
    this.#bytes(6).copy(header, 5)
    header.writeUInt16BE(this.#oneOf([() => body.length, () => this.#word()]), 11)
    return Buffer.concat([header, body])
  }

  /** Wrong CSRC counts, extensions beyond the end, padding longer than the packet. */
  #rtp(): Buffer {
    const header = this.#bytes(12)
    header[0] = 0x80 | (this.#byte() & 0x3f)
    header[1] = this.#oneOf([() => 100, () => 101, () => 0x80 | 101, () => this.#byte() & 0x7f])
    const extension = Buffer.alloc(4)
    extension.writeUInt16BE(this.#oneOf([() => 0xbede, () => 0x1000, () => this.#word()]))
    extension.writeUInt16BE(this.#oneOf([() => 1, () => this.#below(32), () => this.#word()]), 2)
    return Buffer.concat([header, extension, this.#bytes(this.#below(200))])
  }

  /** Reports, feedback and goodbyes with false counts and lengths. */
  #rtcp(): Buffer {
    const packets: Buffer[] = []
    for (let n = 1 + this.#below(3); n > 0; n -= 1) {
      const body = this.#bytes(4 * this.#below(20))
      const header = Buffer.alloc(4)
      header[0] = 0x80 | (this.#byte() & 0x3f)
      header[1] = this.#oneOf([() => 200 + this.#below(8), () => 192 + this.#below(32)])
      header.writeUInt16BE(
        this.#oneOf([() => body.length / 4, () => this.#below(64), () => this.#word()]),
        2,
      )
      packets.push(header, body)
    }
    return Buffer.concat(packets)
  }

  #oneOf<T>(ways: (() => T)[]): T {
    const way = ways[this.#below(ways.length)]
    if (way === undefined) throw new Error('nothing to choose from')
    return way()
  }

  #bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length)
    for (let at = 0; at < length; at += 1) bytes[at] = this.#byte()
    return bytes
  }

  #byte(): number {
    return this.#next() & 0xff
  }

  #word(): number {
    return this.#next() & 0xffff
  }

  #below(max: number): number {
    return max === 0 ? 0 : this.#next() % max
  }

  /** The "mulberry32" generator: small, uniform enough, and the same on every machine. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
}
