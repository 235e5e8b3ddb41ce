import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { aptCommand, missingFrom } from './apt.mjs'
import { makeFolder } from './cache.mjs'
import { hashTree } from './hash.mjs'
import { environment, npmReason } from './npm.mjs'
import { cacheFolder } from './paths.mjs'
import { downloadSite } from './prebuilt.mjs'
import { systemName } from './proof.mjs'
import { isStamped, stamp } from './stamp.mjs'
import { isAtLeast } from './version.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anhop-setup-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('versions compare by number, not by text', () => {
  assert.ok(isAtLeast('24.0.0', '24.0.0'))
  assert.ok(isAtLeast('100.1.0', '24.0.0'))
  assert.ok(isAtLeast('24.10.0', '24.9.9'))
  assert.ok(!isAtLeast('20.20.2', '24.0.0'))
  assert.ok(!isAtLeast('9.9.9', '24'))
})

test('the cache follows XDG_CACHE_HOME and otherwise the home folder', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/x' }, '/home/a'), '/x/anhop')
  assert.equal(cacheFolder({}, '/home/a'), '/home/a/.cache/anhop')
})

function hash() {
  return hashTree(folder, { folders: ['a'], files: ['lock'] })
}

describe('the hash of a tree', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'a/b'), { recursive: true })
    writeFileSync(join(folder, 'a/b/one'), '1')
    writeFileSync(join(folder, 'lock'), 'l')
  })

  test('does not change while nothing changes', () => {
    assert.equal(hash(), hash())
  })

  test('changes with content, names, new files and listed files', () => {
    const seen = new Set([hash()])
    writeFileSync(join(folder, 'a/b/one'), '2')
    seen.add(hash())
    writeFileSync(join(folder, 'a/two'), '')
    seen.add(hash())
    writeFileSync(join(folder, 'lock'), 'm')
    seen.add(hash())
    rmSync(join(folder, 'a/b/one'))
    writeFileSync(join(folder, 'a/b/eno'), '2')
    seen.add(hash())
    assert.equal(seen.size, 5)
  })

  test('ignores build output and installed packages', () => {
    const before = hash()
    mkdirSync(join(folder, 'a/dist'))
    writeFileSync(join(folder, 'a/dist/out'), 'built')
    assert.equal(hash(), before)
  })
})

test('a stamp is valid only for the inputs it was made from', () => {
  assert.ok(!isStamped('step', 'abc', folder))
  stamp('step', 'abc', folder)
  assert.ok(isStamped('step', 'abc', folder))
  assert.ok(!isStamped('step', 'abd', folder))
})

test('a cache folder appears complete, and a failed attempt leaves nothing', async () => {
  const target = join(folder, 'thing')
  const attempt = makeFolder(target, (aside) => {
    writeFileSync(join(aside, 'half'), '')
    throw new Error('interrupted')
  })
  await assert.rejects(attempt, /interrupted/)
  assert.deepEqual(readdirSync(folder), [])
  await makeFolder(target, (aside) => writeFileSync(join(aside, 'whole'), ''))
  assert.deepEqual(readdirSync(folder), ['thing'])
  assert.deepEqual(readdirSync(target), ['whole'])
})

test('leftovers of a killed attempt are deleted by the next one', async () => {
  // Above Linux's highest process id.
  mkdirSync(join(folder, 'thing.tmp-5000000'))
  await makeFolder(join(folder, 'thing'), () => undefined)
  assert.deepEqual(readdirSync(folder), ['thing'])
})

test('packages count as installed only when dpkg says so', () => {
  const answer = 'g++ installed\nmeson config-files\n'
  assert.deepEqual(missingFrom(['g++', 'meson', 'patch'], answer), ['meson', 'patch'])
  assert.match(aptCommand(['meson', 'patch']), /apt-get install .* meson patch$/)
})

test('child processes get the new Node first on PATH, and no variables of the calling npm run', () => {
  const env = environment(
    '/n/bin/node',
    { A: '1' },
    {
      PATH: '/bin',
      INIT_CWD: '/elsewhere',
      npm_lifecycle_event: 'start',
      npm_config_registry: 'kept',
    },
  )
  assert.deepEqual(env, { PATH: '/n/bin:/bin', npm_config_registry: 'kept', A: '1' })
})

test("npm's first informative line is the reason", () => {
  const lines = [
    'noise',
    'npm error code ENOTFOUND',
    'npm error network request failed',
    'npm error x',
  ]
  assert.equal(npmReason({ lines }), 'network request failed')
  assert.equal(npmReason({ lines: [], error: 'spawn npm ENOENT' }), 'spawn npm ENOENT')
})

test('the download site is that of mediasoup or of the operator', () => {
  const manifest = { repository: { url: 'git+https://code.example/a/b.git' } }
  assert.equal(downloadSite(manifest, {}).host, 'code.example')
  const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'https://mirror.example/w' }
  assert.equal(downloadSite(manifest, env).host, 'mirror.example')
})

test('a proof is valid for one system release', () => {
  assert.equal(systemName('NAME="Debian"\nVERSION_ID="12"\nID=debian\n'), 'debian12')
  assert.equal(systemName(''), 'system')
})
