import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AUDIO_BUCKET, clearBytes, pad, unpad } from './payload.ts'

describe('what of a frame stays readable', () => {
  // RFC 6386, section 9.1: the tag of a shown key frame, the start code, and 640 x 480.
  const key = Uint8Array.of(0x50, 0x3a, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01, 7, 7)
  const delta = Uint8Array.of(0x31, 0x05, 0x00, 7, 7)

  it('is the header of a VP8 key frame, the first byte of any other, and nothing of a voice', () => {
    assert.equal(clearBytes('video', key), 10)
    assert.equal(clearBytes('video', delta), 1)
    assert.equal(clearBytes('audio', key), 0)
  })

  it('never is more than there is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (frame) => {
        assert.ok(clearBytes('video', frame) <= frame.length)
      }),
    )
    assert.equal(clearBytes('video', new Uint8Array()), 0)
  })
})

describe('padding', () => {
  it('makes whole buckets, and is taken off again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (frame) => {
        const padded = pad(frame)
        assert.equal(padded.length % AUDIO_BUCKET, 0)
        assert.ok(padded.length > frame.length)
        assert.deepEqual(unpad(padded), frame)
      }),
    )
  })

  it('gives silence the length of a quiet word', () => {
    assert.equal(pad(new Uint8Array(1)).length, pad(new Uint8Array(31)).length)
  })

  it('that this product did not make is refused', () => {
    for (const wrong of [
      [],
      [0],
      Array(32).fill(0),
      Array(32).fill(33),
      [...Array(30).fill(1), 9, 9],
    ])
      assert.equal(unpad(Uint8Array.from(wrong as number[])), null)
    const padded = pad(Uint8Array.of(1, 2, 3))
    padded[10] = 1
    assert.equal(unpad(padded), null)
  })
})
