import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { VERSIONS, hashOf } from '#server/cli/client/manifest.ts'
import { LINE, appended, isReleaseKey } from './release-manifest.ts'

const folder = mkdtempSync(join(tmpdir(), 'anhop-release-'))
after(() => rmSync(folder, { recursive: true }))

const of = (version: string, files = 'x') => {
  const bytes = Buffer.from(files)
  return { manifest: { version, contract: 5, files: {} }, bytes, hash: hashOf(bytes) }
}

describe('the list of released pages', () => {
  const [head = '', ...rest] = readFileSync(VERSIONS, 'utf8').split(/\n(?=- )/)
  const lines = rest.flatMap((part) => part.trimEnd().split('\n'))

  it('has one line of the right form for each version, and nothing between them', () => {
    assert.ok(head.startsWith('# '))
    const versions = lines.map((line) => LINE.exec(line)?.[1] ?? line)
    assert.deepEqual(
      versions.filter((version) => !/^\d/.test(version)),
      [],
    )
    assert.equal(new Set(versions).size, versions.length)
  })

  it('grows at its end only', () => {
    const one = appended('# Head\n\nText.\n', of('1.0.0'))
    assert.match(one, /^# Head\n\nText\.\n\n- 1\.0\.0, contract 5: `sha256-[^`]{44}`\n$/)
    const two = appended(one, of('1.1.0-rc.1', 'y'))
    assert.ok(two.startsWith(one))
    assert.equal(two.slice(one.length).split('\n').length, 2)
    for (const line of two.split('\n').slice(4, 6)) assert.match(line, LINE)
  })

  it('keeps what was released: the same again changes nothing, other files are refused', () => {
    const one = appended('# Head\n', of('1.0.0'))
    assert.equal(appended(one, of('1.0.0')), one)
    assert.throws(() => appended(one, of('1.0.0', 'y')), /released with other files/)
  })
})

it('releases are signed with one key: the first one decides', () => {
  const file = join(folder, 'release-key.pub')
  const [first, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')]
  assert.ok(isReleaseKey(first.privateKey, file))
  writeFileSync(file, first.publicKey.export({ type: 'spki', format: 'pem' }))
  assert.ok(isReleaseKey(first.privateKey, file))
  assert.ok(!isReleaseKey(other.privateKey, file))
})
