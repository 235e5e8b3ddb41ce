import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Sealer } from '../../auth/seal.ts'
import { DocumentId } from '#protocol/ids.ts'
import { meetingId } from '../../store/fixtures.ts'
import { newMeetingKey, openMeetingKey, openPart, sealPart } from './seal.ts'

const document = DocumentId.parse('d'.repeat(22))
const other = DocumentId.parse('e'.repeat(22))
const part = Buffer.from('Biên bản họp')

describe('encryption of documents at rest', () => {
  it("[DOC4] a meeting's key opens only with this server's key, for this meeting", () => {
    const sealer = new Sealer(Buffer.alloc(32, 1))
    const sealed = newMeetingKey(sealer, meetingId('a'))
    assert.equal(openMeetingKey(sealer, sealed, meetingId('a'))?.length, 32)
    assert.equal(openMeetingKey(sealer, sealed, meetingId('b')), null)
    assert.equal(openMeetingKey(new Sealer(Buffer.alloc(32, 2)), sealed, meetingId('a')), null)
  })

  it('[DOC4] a part opens only with its key, document and position, unchanged', () => {
    const key = Buffer.alloc(32, 3)
    const sealed = sealPart(key, part, document, 0)
    assert.ok(!sealed.includes(part))
    assert.notDeepEqual(sealed, sealPart(key, part, document, 0))
    assert.deepEqual(openPart(key, sealed, document, 0), part)
    assert.equal(openPart(key, sealed, document, 1), null)
    assert.equal(openPart(key, sealed, other, 0), null)
    assert.equal(openPart(Buffer.alloc(32, 4), sealed, document, 0), null)
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.equal(openPart(key, changed, document, 0), null)
      assert.equal(openPart(key, sealed.subarray(0, at), document, 0), null)
    }
  })
})
