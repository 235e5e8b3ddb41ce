import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { judge } from './judge.ts'
import { judgeAside } from './judge-aside.ts'
import { extendedWebpOf, jpegOf, pdfOf, pngOf, webpOf } from './testing.ts'

const GOOD = { pdf: pdfOf('Xin chao'), png: pngOf(), jpeg: jpegOf(), webp: webpOf() }
const refusal = (bytes: Buffer) => {
  const verdict = judge(bytes)
  return 'refused' in verdict ? verdict.refused : verdict.kind
}
const text = (content: string) => Buffer.from(content, 'utf8')

describe('judging a document', () => {
  for (const [kind, bytes] of Object.entries(GOOD)) {
    it(`[DOC2] ${kind} is recognized`, () => assert.equal(refusal(bytes), kind))

    it(`[DOC2] ${kind} truncated anywhere is refused`, () => {
      for (let length = 0; length < bytes.length; length += 1) {
        // White space at the end of a PDF is not part of it.
        if (bytes.subarray(length).toString('latin1').trim() === '') continue
        assert.notEqual(refusal(bytes.subarray(0, length)), kind, `${length} of ${bytes.length}`)
      }
    })

    it(`[DOC2] ${kind} that is also an archive is refused`, () => {
      const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')
      assert.equal(refusal(Buffer.concat([bytes, zip])), 'document_mixed')
    })

    it(`[DOC2] ${kind} after HTML or a script is refused`, () => {
      // The owner of a PDF is not told that it is not one.
      const code = kind === 'pdf' ? 'document_mixed' : 'document_type'
      for (const before of ['<!DOCTYPE html>', '<script>1</script>', '<svg onload=1>', 'x']) {
        assert.equal(refusal(Buffer.concat([text(before), bytes])), code)
      }
    })
  }

  it('[DOC2] anything else is refused with one code', () => {
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

  it('[DOC2] a picture containing a PDF is refused', () => {
    const jpeg = Buffer.concat([
      Buffer.from('ffd8fffe000c', 'hex'),
      text('%PDF-1.4\n\n'),
      jpegOf().subarray(2),
    ])
    assert.equal(refusal(jpeg), 'document_mixed')
  })

  it('[DOC2] a picture with an HTML page in its header is refused', () => {
    const comment = text('<html><body>')
    const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment])
    const jpeg = Buffer.concat([Buffer.from('ffd8', 'hex'), segment, jpegOf().subarray(2)])
    assert.equal(refusal(jpeg), 'document_mixed')
  })

  it('[DOC2] data after the end is refused', () => {
    for (const bytes of [GOOD.pdf, GOOD.png, GOOD.webp]) {
      assert.equal(refusal(Buffer.concat([bytes, text('and more')])), 'document_broken')
    }
  })

  it('[DOC2] words in a page or comment of a PDF are not structure', () => {
    for (const words of [
      'trailer << /Encrypt 5 0 R >>',
      '/Encrypt << /Filter /Standard >>',
      '<html><body><script>1</script>',
      '%PDF-1.7',
      'startxref 0 %%EOF',
    ])
      assert.equal(refusal(pdfOf(words)), 'pdf', words)
    const comment = '/RC (<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml">)'
    const rich = GOOD.pdf.toString('latin1').replace('/Type /Catalog', `/Type /Catalog ${comment}`)
    assert.equal(refusal(text(rich)), 'pdf')
  })

  it('[DOC2] padding at either end of a PDF is harmless, whether offsets include it or not', () => {
    const counted = (before: Buffer) => {
      const shifted = GOOD.pdf
        .toString('latin1')
        .replace(/startxref\n(\d+)/, (_, at) => `startxref\n${Number(at) + before.length}`)
      return Buffer.concat([before, Buffer.from(shifted, 'latin1')])
    }
    for (const before of ['\ufeff', '\n', '\ufeff\r\n', ' '.repeat(900), '\0'.repeat(512)]) {
      assert.equal(refusal(Buffer.concat([text(before), GOOD.pdf])), 'pdf', JSON.stringify(before))
      assert.equal(refusal(counted(text(before))), 'pdf', JSON.stringify(before))
    }
    for (const after of ['\r\n', '\0'.repeat(5000), '\n \0'.repeat(100_000)])
      assert.equal(refusal(Buffer.concat([GOOD.pdf, text(after)])), 'pdf')
    assert.equal(refusal(Buffer.concat([Buffer.alloc(1024), GOOD.pdf])), 'document_type', 'too far')
  })

  it('[DOC2] two concatenated PDFs are refused', () => {
    assert.equal(refusal(Buffer.concat([GOOD.pdf, GOOD.pdf])), 'document_mixed')
    assert.equal(refusal(Buffer.concat([GOOD.pdf, text('\n\0'), pdfOf('hai')])), 'document_mixed')
    // A wrong offset alone is repaired by every reader.
    const wrong = GOOD.pdf.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7')
    assert.equal(refusal(text(wrong)), 'pdf')
  })

  it('[DOC2] a cross-reference stream is as good as a table', () => {
    const start = GOOD.pdf.length
    const stream = `9 0 obj\n<< /Type /XRef /W [1 2 1] /Size 6 /Root 1 0 R /Length 0 >>\nstream\n\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`
    assert.equal(refusal(Buffer.concat([GOOD.pdf, text(stream)])), 'pdf')
  })

  it('[DOC3] the size of a WebP is that of its frames, not of its header', () => {
    const [small, large] = [
      { width: 8, height: 8 },
      { width: 16_000, height: 16_000 },
    ]
    assert.equal(refusal(extendedWebpOf(small, small)), 'webp')
    assert.equal(refusal(extendedWebpOf(small, small, small)), 'webp')
    assert.equal(refusal(extendedWebpOf(large, large)), 'document_too_large')
    for (const frames of [[large], [small, large], []])
      assert.equal(refusal(extendedWebpOf(small, ...frames)), 'document_broken')
    const nothing = extendedWebpOf(small, small)
    assert.equal(refusal(Buffer.concat([nothing, nothing.subarray(12)])), 'document_broken')
  })

  it('[DOC2] large documents get the same verdict in a worker thread', async () => {
    const comment = Buffer.alloc(1_500_000, '% trang \n')
    const large = Buffer.concat([Buffer.from('%PDF-1.4\n'), comment, GOOD.pdf.subarray(9)])
    for (const bytes of [large, large.subarray(0, -20), Buffer.concat([large, large]), comment]) {
      const here = judge(bytes)
      assert.deepEqual(await judgeAside(Buffer.from(bytes)), here)
    }
  })

  it('[DOC3] a picture that decompresses to more than a phone can hold is refused', () => {
    for (const make of [pngOf, jpegOf]) {
      assert.equal(refusal(make(60_000, 1)), 'document_too_large')
      assert.equal(refusal(make(16_000, 16_000)), 'document_too_large')
      assert.equal(refusal(make(0, 5)), 'document_broken')
    }
    assert.equal(refusal(webpOf(16_000, 16_000)), 'document_too_large')
  })

  it('[DOC2] never throws for arbitrary bytes or mutated documents', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...Object.values(GOOD),
          extendedWebpOf({ width: 8, height: 8 }, { width: 8, height: 8 }),
          Buffer.alloc(0),
        ),
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
