import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'prove.ts')

function prove(binary) {
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: binary }
  return spawnSync(process.execPath, [SCRIPT], { env, encoding: 'utf8', timeout: 180_000 })
}

test('the worker in use carries media over DTLS and SRTP in both directions', () => {
  const { status, stderr } = prove(process.env.MEDIASOUP_WORKER_BIN)
  assert.equal(stderr, '')
  assert.equal(status, 0)
})

test('a binary that is not a worker is refused with one sentence', () => {
  const { status, stderr } = prove('/bin/true')
  assert.equal(status, 1)
  assert.equal(stderr.trim().split('\n').length, 1)
  assert.match(stderr, /does not start/)
})
