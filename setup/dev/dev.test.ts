import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { SETTINGS } from '#server/config/config.ts'
import { NotHere, readOptions } from './options.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const refused = (args: string[], env: Record<string, string>) =>
  assert.throws(() => readOptions(args, env), NotHere, JSON.stringify({ args, env }))

describe('npm run dev', () => {
  it('needs no settings, and uses the same port setting as the server', () => {
    assert.deepEqual(readOptions([], {}), { port: 8080, people: null, anew: false })
    const env = { ANHOP_PORT: '9000', ANHOP_HOST: '', NODE_ENV: 'development', HOME: '/x' }
    const options = readOptions(['--people', '30', '--new'], env)
    assert.deepEqual(options, { port: 9000, people: 30, anew: true })
  })

  it('shows its usage', () => {
    for (const args of [['--people'], ['--people', '0'], ['--people', 'x'], ['--other'], ['x']])
      refused(args, {})
    refused([], { ANHOP_PORT: 'x' })
  })

  it('is refused in production', () => refused([], { NODE_ENV: 'production' }))

  it('[NET] is refused with settings for remote access or other data', () => {
    for (const key of [
      'ANHOP_HOST',
      'ANHOP_PUBLIC_URL',
      'ANHOP_TLS_CERT',
      'ANHOP_TRUSTED_PROXY',
      'ANHOP_DATA',
      'ANHOP_KEYS',
      'ANHOP_DATABASE_URL',
      'ANHOP_CLUSTER_URL',
      'ANHOP_MEDIA_LISTEN',
    ]) {
      assert.ok(SETTINGS.includes(key), key)
      refused([], { [key]: '127.0.0.1' })
    }
  })

  it('is in no image: none copies setup/, and the server does not import it', () => {
    const dockerfile = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8')
    const server = dockerfile.split(/^FROM /m).find((stage) => stage.startsWith('debian AS server'))
    assert.ok(server !== undefined && !/^COPY .*\bsetup\b/m.test(server))
    const ignored = readFileSync(join(ROOT, 'deploy/Dockerfile.dockerignore'), 'utf8').split('\n')
    assert.ok(ignored.includes('setup/dev'))
    for (const file of globSync(['server/**/*.ts', 'protocol/*.ts', 'sfu/*.ts'], { cwd: ROOT }))
      assert.doesNotMatch(readFileSync(join(ROOT, file), 'utf8'), /from '#setup\/dev/, file)
  })
})
