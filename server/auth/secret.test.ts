import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { loadEvidenceKey } from './evidence-key.ts'
import { SecretError, keyedHash, loadSecret } from './secret.ts'
import { id128, sameText, sha256, token256 } from './tokens.ts'

const folders: string[] = []
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'anhop-secret-'))
  folders.push(path)
  return path
}
after(() => folders.forEach((path) => rmSync(path, { recursive: true })))

describe('[SES] the server key', () => {
  it('is created once, readable by its owner only, and kept', () => {
    const path = folder()
    const key = loadSecret(path)
    assert.equal(key.length, 32)
    assert.equal(statSync(join(path, 'secret.key')).mode & 0o777, 0o600)
    assert.deepEqual(loadSecret(path), key)
    assert.notDeepEqual(loadSecret(folder()), key)
  })

  it('is rejected if it is short, not random, or readable by others', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(31, 'x'),
      Buffer.alloc(32),
      Buffer.from('ab'.repeat(32)),
    ]) {
      const path = folder()
      writeFileSync(join(path, 'secret.key'), bytes, { mode: 0o600 })
      assert.throws(() => loadSecret(path), SecretError)
    }
    const path = folder()
    loadSecret(path)
    chmodSync(join(path, 'secret.key'), 0o644)
    assert.throws(() => loadSecret(path), /chmod 600/)
  })

  it('[AUD] the evidence signing key is checked the same way', () => {
    const path = folder()
    const file = join(path, 'evidence.key')
    const key = loadEvidenceKey(path)
    assert.equal(key.asymmetricKeyType, 'ed25519')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.ok(loadEvidenceKey(path).equals(key))
    chmodSync(file, 0o640)
    assert.throws(() => loadEvidenceKey(path), /chmod 600/)
    for (const text of ['', 'x', generateKeyPairSync('x25519').privateKey]) {
      const pem = typeof text === 'string' ? text : text.export({ type: 'pkcs8', format: 'pem' })
      rmSync(file)
      writeFileSync(file, pem, { mode: 0o600 })
      assert.throws(() => loadEvidenceKey(path), SecretError)
    }
  })

  it('hashes depend on kind and key', () => {
    const one = keyedHash(loadSecret(folder()))
    const two = keyedHash(loadSecret(folder()))
    assert.equal(one('device', 'x'), one('device', 'x'))
    assert.notEqual(one('device', 'x'), one('address', 'x'))
    assert.notEqual(one('device', 'x'), two('device', 'x'))
  })

  it('tokens have the right size and differ', () => {
    assert.match(id128(), /^[\w-]{22}$/)
    assert.match(token256(), /^[\w-]{43}$/)
    assert.notEqual(token256(), token256())
    assert.equal(sha256('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
    assert.ok(sameText('a', 'a') && !sameText('a', 'ab'))
  })
})
