/** VP8 frames in RTP packets (RFC 7741), and back to what can be counted of them. */

const PAYLOAD_TYPE_BITS = 0x7f
/** Payload bytes of a packet. */
const MTU = 1100

/** One simulcast layer on its way: its frames in packets with numbers that only grow. */
export class Vp8Packets {
  readonly ssrc: number
  readonly #payloadType: number
  #sequence = 0
  #picture = 0
  packets = 0
  bytes = 0
  timestamp = 0

  constructor(ssrc: number, payloadType: number) {
    this.ssrc = ssrc
    this.#payloadType = payloadType
  }

  /** @param timestamp of the frame, in 90000ths of a second */
  of(frame: Uint8Array, timestamp: number): Buffer[] {
    this.#picture = (this.#picture + 1) & 0x7fff
    this.timestamp = timestamp
    const packets: Buffer[] = []
    for (let at = 0; at < frame.length; at += MTU) {
      const part = frame.subarray(at, at + MTU)
      packets.push(this.#packet(part, { first: at === 0, last: at + MTU >= frame.length }))
    }
    return packets
  }

  /** RTCP sender report; without it, simulcast layers cannot be synchronized. */
  report(now: number): Buffer {
    const report = Buffer.alloc(28)
    report.set([0x80, 200, 0, 6])
    report.writeUInt32BE(this.ssrc, 4)
    report.writeUInt32BE(Math.floor(now / 1000), 8)
    report.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), 12)
    report.writeUInt32BE(this.timestamp, 16)
    report.writeUInt32BE(this.packets, 20)
    report.writeUInt32BE(this.bytes >>> 0, 24)
    return report
  }

  #packet(part: Uint8Array, { first, last }: { first: boolean; last: boolean }): Buffer {
    const head = Buffer.alloc(18)
    this.#sequence = (this.#sequence + 1) & 0xffff
    head.set([0x80, (last ? 0x80 : 0) | this.#payloadType])
    head.writeUInt16BE(this.#sequence, 2)
    head.writeUInt32BE(this.timestamp, 4)
    head.writeUInt32BE(this.ssrc, 8)
    // Picture id of 15 bits, its low bits again as the number of the temporal base layer, layer 0.
    const id = this.#picture
    head.set([first ? 0x90 : 0x80, 0xe0, 0x80 | (id >> 8), id & 0xff, id & 0xff, 0x20], 12)
    this.packets += 1
    this.bytes += part.length
    return Buffer.concat([head, part])
  }
}

/** What a receiver can count of a stream without opening it: the first bytes of key frames are clear. */
export class Vp8Count {
  packets = 0
  bytes = 0
  /** Packets with the marker, each the last of a frame. */
  frames = 0
  keyFrames = 0
  /** Of the latest key frame. */
  width = 0
  height = 0

  take(packet: Buffer): void {
    this.packets += 1
    this.bytes += packet.length
    if ((packet.readUInt8(1) & 0x80) !== 0) this.frames += 1
    const payload = payloadOf(packet)
    const start = payload && frameStart(payload)
    // The first bit is 0 in a key frame; its size follows tag and start code (RFC 6386, 9.1).
    if (!start || start.length < 10 || (start.readUInt8(0) & 1) !== 0) return
    this.keyFrames += 1
    this.width = start.readUInt16LE(6) & 0x3fff
    this.height = start.readUInt16LE(8) & 0x3fff
  }
}

/** Null for RTCP and what is too short. */
export const ssrcOf = (packet: Buffer): number | null => {
  const type = packet.length < 12 ? 200 : packet.readUInt8(1)
  return type >= 192 && type <= 223 && (type & PAYLOAD_TYPE_BITS) >= 64
    ? null
    : packet.readUInt32BE(8)
}

function payloadOf(packet: Buffer): Buffer | null {
  let at = 12 + (packet.readUInt8(0) & 0x0f) * 4
  if ((packet.readUInt8(0) & 0x10) !== 0) at += 4 + packet.readUInt16BE(at + 2) * 4
  return at < packet.length ? packet.subarray(at) : null
}

/** The frame's first bytes, if this packet has them. */
function frameStart(payload: Buffer): Buffer | null {
  const first = payload.readUInt8(0)
  if ((first & 0x10) === 0 || (first & 0x07) !== 0) return null
  let at = 1
  if ((first & 0x80) !== 0) {
    const has = payload.readUInt8(at)
    at += 1
    if ((has & 0x80) !== 0) at += (payload.readUInt8(at) & 0x80) === 0 ? 1 : 2
    if ((has & 0x40) !== 0) at += 1
    if ((has & 0x30) !== 0) at += 1
  }
  return payload.subarray(at)
}
