import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'anhop-bundle-'))
after(() => rmSync(folder, { recursive: true }))

/** In the place of docker: writes down what it is asked, and what it is given to load. */
const DOCKER = `#!/bin/sh
echo "$*" >> "${folder}/asked"
case "$1" in
  save) echo 'the images' ;;
  run) echo 'a list' ;;
  load) cat > "${folder}/loaded" ;;
esac
`
mkdirSync(join(folder, 'bin'))
writeFileSync(join(folder, 'bin', 'docker'), DOCKER, { mode: 0o755 })

function sh(script: string, ...args: string[]) {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` }
  return spawnSync('sh', [script, ...args], { cwd: folder, env, encoding: 'utf8' })
}

describe('the bundle for closed networks', () => {
  const made = sh(join(import.meta.dirname, 'bundle.sh'), 'key.pem')
  const version = /^ {2}"version": "(.*)",$/m.exec(
    readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
  )?.[1]
  const name = `anhop-${version}`
  spawnSync('tar', ['-xf', `${name}-bundle.tar`], { cwd: folder })
  const bundle = join(folder, name)
  let installs = 0
  const install = (from: string, key = 'key.pem.pub') => {
    const target = join(folder, `installed-${(installs += 1)}`)
    rmSync(join(folder, 'loaded'), { force: true })
    const { status, stdout } = sh(join(from, 'install.sh'), key, target)
    return { status, stdout, target, loaded: existsSync(join(folder, 'loaded')) }
  }
  const copy = () => {
    const altered = join(folder, `altered-${installs}`)
    cpSync(bundle, altered, { recursive: true })
    return altered
  }

  it('holds the images, the compose file, the lists and what explains them', () => {
    assert.equal(made.status, 0, made.stderr)
    const asked = readFileSync(join(folder, 'asked'), 'utf8')
    for (const target of ['server', 'front', 'edge', 'turn', 'prometheus', 'postgres', 'redis']) {
      assert.match(asked, new RegExp(`^build .*--target ${target} --tag anhop-${target}:`, 'm'))
    }
    const sums = readFileSync(join(bundle, 'SHA256SUMS'), 'utf8')
    for (const file of ['images.tar.gz', 'docker-compose.yml', 'install.sh', 'sbom/npm.cdx.json']) {
      assert.ok(sums.includes(`  ./${file}\n`), file)
    }
  })

  it('is installed with the right key, and an upgrade leaves the settings', () => {
    const first = install(bundle)
    assert.equal(first.status, 0)
    assert.equal(readFileSync(join(folder, 'loaded'), 'utf8'), 'the images\n')
    for (const file of ['docker-compose.yml', '.env', 'deploy/tls/README.md']) {
      assert.ok(existsSync(join(first.target, file)), file)
    }
    assert.ok(!existsSync(join(first.target, 'images.tar.gz')))
    appendFileSync(join(first.target, '.env'), 'ANHOP_WORKERS=2\n')
    assert.equal(sh(join(bundle, 'install.sh'), 'key.pem.pub', first.target).status, 0)
    assert.match(readFileSync(join(first.target, '.env'), 'utf8'), /ANHOP_WORKERS=2/)
  })

  it('loads nothing when a file, the list or the key is another', () => {
    const file = copy()
    appendFileSync(join(file, 'docker-compose.yml'), '\n')
    const outcomes = [install(file)]
    const list = copy()
    appendFileSync(join(list, 'SHA256SUMS'), `${'0'.repeat(64)}  ./more\n`)
    outcomes.push(install(list))
    const unsigned = copy()
    writeFileSync(join(unsigned, 'SHA256SUMS.sig'), Buffer.alloc(64))
    outcomes.push(install(unsigned))
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', 'o.pem'], { cwd: folder })
    spawnSync('openssl', ['pkey', '-in', 'o.pem', '-pubout', '-out', 'o.pub'], { cwd: folder })
    outcomes.push(install(bundle, 'o.pub'))
    for (const { status, loaded, target } of outcomes) {
      assert.notEqual(status, 0)
      assert.deepEqual([loaded, existsSync(target)], [false, false])
    }
  })

  it('installs no file that nobody signed', () => {
    const more = copy()
    writeFileSync(join(more, 'docker-compose.override.yml'), '')
    const { status, target } = install(more)
    assert.equal(status, 0)
    assert.ok(!existsSync(join(target, 'docker-compose.override.yml')))
  })
})
