import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { LIMITS } from '#protocol/limits.ts'
import { judgeEmblem } from './emblem.ts'
import { extendedWebpOf, jpegOf, pdfOf, pngOf, webpOf } from './testing.ts'

const GOOD = { png: pngOf(), jpeg: jpegOf(), webp: webpOf() }
const verdict = (bytes: Buffer) => {
  const judged = judgeEmblem(bytes)
  return 'refused' in judged ? judged.refused : judged.kind
}
const hex = (text: string) => Buffer.from(text, 'hex')

/** A JPEG of two scans, with a restart marker and a stuffed byte in its data, as progressive ones. */
const progressive = Buffer.concat([
  jpegOf().subarray(0, -8),
  hex('0012ff0034ffd056ffc400040000ffda0008010100003f0012ff00ffd9'),
])

describe('judging an emblem', () => {
  for (const [kind, bytes] of Object.entries(GOOD)) {
    it(`[POL3] ${kind} is accepted, and nothing shorter or longer`, () => {
      assert.equal(verdict(bytes), kind)
      for (let length = 0; length < bytes.length; length += 1)
        assert.notEqual(verdict(bytes.subarray(0, length)), kind, String(length))
      for (const tail of ['\0', '<script>1</script>', 'GIF89a', '\xff\xd9'])
        assert.notEqual(verdict(Buffer.concat([bytes, Buffer.from(tail, 'latin1')])), kind, tail)
      assert.equal(verdict(Buffer.concat([bytes, hex(`504b0506${'00'.repeat(18)}`)])), 'document_mixed') // prettier-ignore
    })
  }

  it('[POL3] a JPEG of several scans is read to its end', () => {
    assert.equal(verdict(progressive), 'jpeg')
    assert.equal(verdict(Buffer.concat([progressive, GOOD.jpeg])), 'document_broken')
    const early = Buffer.concat([hex('ffd8ffd9'), GOOD.jpeg.subarray(2)])
    assert.equal(verdict(early), 'document_broken')
  })

  it('[POL3] SVG, PDF, GIF, ICO and pages are refused', () => {
    for (const bytes of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      Buffer.from('<?xml version="1.0"?><svg/>'),
      Buffer.from('<!doctype html><img src=x onerror=1>'),
      hex('1f8b0800'),
      hex('4749463839610100'),
      hex('00000100'),
      pdfOf('x'),
      Buffer.alloc(0),
    ])
      assert.equal(verdict(bytes), 'document_type')
  })

  it('[POL3] a picture that is also a page is refused', () => {
    const comment = hex('fffe0010')
    const html = Buffer.from('<script>1</scr', 'latin1')
    const jpeg = Buffer.concat([hex('ffd8'), comment, html, GOOD.jpeg.subarray(2)])
    assert.equal(verdict(jpeg), 'document_mixed')
  })

  it('[POL3] what decompresses to more than an emblem is refused', () => {
    const most = LIMITS.emblemSide
    for (const make of [pngOf, jpegOf, webpOf]) {
      assert.notEqual(verdict(make(most, 1)), 'document_too_large')
      assert.equal(verdict(make(most + 1, 1)), 'document_too_large')
      assert.equal(verdict(make(1, most + 1)), 'document_too_large')
    }
    assert.equal(verdict(pngOf(0, 4)), 'document_broken')
  })

  it('[POL3] a moving picture is refused', () => {
    const side = { width: 8, height: 8 }
    assert.equal(verdict(extendedWebpOf(side, side)), 'webp')
    assert.equal(verdict(extendedWebpOf(side, side, side)), 'document_broken')
    const moving = Buffer.concat([
      GOOD.png.subarray(0, 33),
      hex('00000008'),
      Buffer.from('acTL'),
      hex('000000010000000000000000'),
      GOOD.png.subarray(33),
    ])
    assert.equal(verdict(moving), 'document_broken')
  })

  it('[POL3] never throws for arbitrary bytes or mutated pictures', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(GOOD), progressive, Buffer.alloc(0)),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 64 }),
        (bytes, changes, tail) => {
          const copy = Buffer.concat([bytes, tail])
          for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value
          assert.equal(typeof verdict(copy), 'string')
        },
      ),
      { numRuns: 2000 },
    )
  })
})
