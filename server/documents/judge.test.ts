import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { judge } from './judge.ts'
import { jpegOf, pdfOf, pngOf, webpOf } from './testing.ts'

const GOOD = { pdf: pdfOf('Xin chao'), png: pngOf(), jpeg: jpegOf(), webp: webpOf() }
const refusal = (bytes: Buffer) => {
  const verdict = judge(bytes)
  return 'refused' in verdict ? verdict.refused : verdict.kind
}
const text = (content: string) => Buffer.from(content, 'utf8')

describe('what a document is', () => {
  for (const [kind, bytes] of Object.entries(GOOD)) {
    it(`[DOC2] ${kind} is taken for what it is`, () => assert.equal(refusal(bytes), kind))

    it(`[DOC2] ${kind} cut short, anywhere, is not taken`, () => {
      for (let length = 0; length < bytes.length; length += 1) {
        // The white space at the end of a PDF is no part of it.
        if (bytes.subarray(length).toString('latin1').trim() === '') continue
        assert.notEqual(refusal(bytes.subarray(0, length)), kind, `${length} of ${bytes.length}`)
      }
    })

    it(`[DOC2] ${kind} that is an archive as well is not taken`, () => {
      const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')
      assert.equal(refusal(Buffer.concat([bytes, zip])), 'document_type')
    })

    it(`[DOC2] ${kind} behind HTML or a script is not taken`, () => {
      for (const before of ['<!DOCTYPE html>', '<script>1</script>', '<svg onload=1>', '\n']) {
        assert.equal(refusal(Buffer.concat([text(before), bytes])), 'document_type')
      }
    })
  }

  it('[DOC2] whatever else is refused with one code', () => {
    const others = [
      text(''),
      text('%PDF'),
      text('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      text('<!doctype html><p>'),
      Buffer.from('504b0304140006000800', 'hex'), // docx, xlsx, zip
      Buffer.from('d0cf11e0a1b11ae1', 'hex'), // doc, xls
      Buffer.from('1f8b0800', 'hex'),
      Buffer.from('4749463839610100', 'hex'),
      Buffer.from('4d5a9000', 'hex'),
    ]
    for (const other of others) assert.equal(refusal(other), 'document_type')
  })

  it('[DOC2] a picture with a PDF in it is neither', () => {
    const jpeg = Buffer.concat([
      Buffer.from('ffd8fffe000c', 'hex'),
      text('%PDF-1.4\n\n'),
      jpegOf().subarray(2),
    ])
    assert.equal(refusal(jpeg), 'document_type')
  })

  it('[DOC2] a page of HTML in the head of a picture makes it another thing', () => {
    const comment = text('<html><body>')
    const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment])
    const jpeg = Buffer.concat([Buffer.from('ffd8', 'hex'), segment, jpegOf().subarray(2)])
    assert.equal(refusal(jpeg), 'document_type')
  })

  it('[DOC2] nothing may stand behind the end', () => {
    for (const bytes of [GOOD.pdf, GOOD.png, GOOD.webp]) {
      assert.equal(refusal(Buffer.concat([bytes, text('and more')])), 'document_broken')
    }
  })

  it('[DOC2] an encrypted PDF is told apart', () => {
    const locked = text(GOOD.pdf.toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R')) // prettier-ignore
    assert.equal(refusal(locked), 'document_encrypted')
  })

  it('[DOC3] a picture that unpacks to more than a phone holds is refused', () => {
    for (const make of [pngOf, jpegOf]) {
      assert.equal(refusal(make(60_000, 1)), 'document_too_large')
      assert.equal(refusal(make(16_000, 16_000)), 'document_too_large')
      assert.equal(refusal(make(0, 5)), 'document_broken')
    }
    assert.equal(refusal(webpOf(16_000, 16_000)), 'document_too_large')
  })

  it('[DOC2] answers for any bytes, and for any of ours with some changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(GOOD), Buffer.alloc(0)),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 64 }),
        (bytes, changes, tail) => {
          const copy = Buffer.concat([bytes, tail])
          for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value
          assert.equal(typeof refusal(copy), 'string')
        },
      ),
      { numRuns: 2000 },
    )
  })
})
