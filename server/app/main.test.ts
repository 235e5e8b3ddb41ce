import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'anhop-main-'))
after(() => rmSync(folder, { recursive: true }))

type Run = { code: number | null; out: string; err: string }

/** Runs a server program until it exits. */
function run(file: string, env: Record<string, string>, args: string[] = []): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    env: { PATH: process.env['PATH'], ...env },
  })
  const result: Run = { code: null, out: '', err: '' }
  child.stdout.on('data', (data) => (result.out += String(data)))
  child.stderr.on('data', (data) => (result.err += String(data)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })))
}

describe('npm start when it cannot start', () => {
  it('lists every configuration error, one per line, without a stack', async () => {
    const { code, err } = await run('main.ts', {
      ANHOP_PORT: 'x',
      ANHOP_HOST: 'y',
      ANHOP_LOBBY: 'off',
    })
    assert.equal(code, 1)
    assert.equal(err.trim().split('\n').length, 3)
    assert.doesNotMatch(err, /\bat /)
  })

  it('reports in one sentence that the data folder is not writable', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, err } = await run('main.ts', { ANHOP_DATA: join(folder, 'file', 'data') })
    assert.equal(code, 1)
    assert.match(err, /^The data folder .* ANHOP_DATA\.\n$/)
  })

  it('reports in one sentence that the media worker does not start', async () => {
    const env = {
      ANHOP_DATA: join(folder, 'w'),
      ANHOP_PORT: '0',
      MEDIASOUP_WORKER_BIN: '/bin/false',
    }
    const { code, err } = await run('main.ts', env)
    assert.equal(code, 1)
    assert.match(err, /^The media workers did not start .*\n$/)
  })
})

describe('a stop signal', () => {
  it('ends a start in progress with exit code 0', async () => {
    // A media worker that stays silent until its server exits.
    const worker = join(folder, 'worker')
    writeFileSync(worker, '#!/bin/sh\ntouch "$0.runs"\nexec cat <&3 >/dev/null\n', { mode: 0o755 })
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: {
        PATH: process.env['PATH'],
        ANHOP_DATA: join(folder, 'starting'),
        ANHOP_PORT: '0',
        ANHOP_WORKERS: '1',
        MEDIASOUP_WORKER_BIN: worker,
      },
    })
    const ended = once(child, 'exit')
    for await (const { filename } of watch(folder)) if (filename === 'worker.runs') break
    child.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])
  })
})
