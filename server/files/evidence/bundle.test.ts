import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { AUDIT_START, auditHash } from '../../store/audit.ts'
import { AUDIT_FILE, checkBundle, fingerprintOf, makeBundle } from './bundle.ts'
import { ZipError, unzip, zip } from './zip.ts'

const { privateKey: KEY } = generateKeyPairSync('ed25519')
const MEETING = 'm'.repeat(22)
const event = (action: string) => ({
  at: 1,
  meetingId: MEETING,
  action,
  by: 'system',
  target: null,
  details: {},
})

/** An excerpt of a log: entries 1 and 2 are adjacent, 3 is from another meeting, 4 is from ours. */
function log(): string[] {
  const lines: string[] = []
  let prev = AUDIT_START
  for (const seq of [1, 2, 3, 4]) {
    const hash = auditHash(seq, prev, event(`a${seq}`))
    if (seq !== 3) lines.push(JSON.stringify({ seq, prev, hash, event: event(`a${seq}`) }))
    prev = hash
  }
  return lines
}

const about = {
  server: 'https://meet.example.vn',
  meeting: MEETING,
  madeAt: '2026-11-22T08:00:00.000Z',
  madeBy: 'lan',
  log: { entries: 4, head: 'a'.repeat(64) },
}
const bundle = (lines = log(), key = KEY) =>
  makeBundle(
    new Map([
      [AUDIT_FILE, lines.map((line) => `${line}\n`).join('')],
      ['report-vi.txt', 'Kính gửi'],
    ]),
    about,
    key,
  )
const faultOf = (archive: Buffer): string => {
  const verdict = checkBundle(archive)
  return verdict.ok ? 'none' : verdict.fault
}
/** A bundle repacked with changed files by someone who knows the format. */
const repacked = (change: (files: Map<string, Buffer>) => void) => {
  const files = new Map(unzip(bundle()))
  change(files)
  return zip(files, Date.parse(about.madeAt))
}

describe('[AUD] an evidence bundle', () => {
  it('is valid as created, and names its creator', () => {
    const verdict = checkBundle(bundle())
    assert.ok(verdict.ok)
    assert.equal(verdict.entries, 3)
    assert.equal(verdict.fingerprint, fingerprintOf(KEY))
    assert.equal(verdict.manifest.meeting, MEETING)
    assert.notEqual(fingerprintOf(generateKeyPairSync('ed25519').privateKey), verdict.fingerprint)
  })

  it('no byte of it can be changed, removed or added', () => {
    const archive = bundle()
    for (let i = 0; i < archive.length; i += 1) {
      const changed = Buffer.from(archive)
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i)
      assert.equal(checkBundle(changed).ok, false, `byte ${i}`)
    }
    assert.equal(checkBundle(archive.subarray(0, -1)).ok, false)
    assert.equal(checkBundle(Buffer.concat([archive, Buffer.from('x')])).ok, false)
    assert.equal(checkBundle(Buffer.concat([Buffer.from('x'), archive])).ok, false)
  })

  it('repacked with other files, it is rejected', () => {
    const text = Buffer.from('khác')
    assert.match(
      faultOf(repacked((files) => files.set('report-vi.txt', text))),
      /report-vi.txt was changed/,
    )
    assert.match(
      faultOf(repacked((files) => files.set('more.txt', text))),
      /manifest does not name/,
    )
    assert.match(faultOf(repacked((files) => files.delete('report-vi.txt'))), /A file is missing/)
    assert.match(faultOf(repacked((files) => files.set('manifest.json', text))), /signature/)
    const { publicKey } = generateKeyPairSync('ed25519')
    const other = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }))
    assert.match(faultOf(repacked((files) => files.set('public-key.pem', other))), /signature/)
  })

  it('a log tampered with before signing is rejected too', () => {
    const [one = '', two = '', four = ''] = log()
    assert.match(faultOf(bundle([one, two.replace('a2', 'b2'), four])), /Entry 2 .* was changed/)
    assert.match(faultOf(bundle([two, one, four])), /Entry 1 .* belong/)
    const unlinked = { seq: 2, prev: 'f'.repeat(64), event: event('a2') }
    const hash = auditHash(2, unlinked.prev, unlinked.event)
    assert.match(faultOf(bundle([one, JSON.stringify({ ...unlinked, hash })])), /Entry 2 .* belong/)
    const elsewhere = one.replace(MEETING, 'n'.repeat(22))
    assert.match(faultOf(bundle([elsewhere])), /Entry 1 .* belong/)
    assert.equal(faultOf(bundle([one, four])), 'none')
  })

  it('anything else is refused with one sentence', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(22), Buffer.alloc(5000, 'PK')])
      assert.match(faultOf(bytes), /archive/)
    assert.throws(() => unzip(Buffer.from('x')), ZipError)
    assert.match(faultOf(zip(new Map(), 0)), /no signed manifest/)
  })
})
