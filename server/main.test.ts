import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { fingerprintOf, makeBundle } from './evidence/bundle.ts'
import { sha256 } from './auth/tokens.ts'
import { FactorId } from './protocol/ids.ts'
import { seedAccount } from './store/fixtures.ts'
import { lockFolder } from './store/lock.ts'
import { openStore } from './store/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'anhop-main-'))
after(() => rmSync(folder, { recursive: true }))

type Run = { code: number | null; out: string; err: string }

/** Runs a program of the server to its end. */
function run(file: string, env: Record<string, string>, args: string[] = []): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    env: { PATH: process.env['PATH'], ...env },
  })
  const result: Run = { code: null, out: '', err: '' }
  child.stdout.on('data', (data) => (result.out += String(data)))
  child.stderr.on('data', (data) => (result.err += String(data)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })))
}

describe('npm start, where it cannot', () => {
  it('names every fault of the environment, one line each, and no stack', async () => {
    const { code, err } = await run('main.ts', {
      ANHOP_PORT: 'x',
      ANHOP_HOST: 'y',
      ANHOP_LOBBY: 'off',
    })
    assert.equal(code, 1)
    assert.equal(err.trim().split('\n').length, 3)
    assert.doesNotMatch(err, /\bat /)
  })

  it('says in one sentence that the data folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, err } = await run('main.ts', { ANHOP_DATA: join(folder, 'file', 'data') })
    assert.equal(code, 1)
    assert.match(err, /^The data folder .* ANHOP_DATA\.\n$/)
  })

  it('says in one sentence that the media worker does not start', async () => {
    const env = {
      ANHOP_DATA: join(folder, 'w'),
      ANHOP_PORT: '0',
      MEDIASOUP_WORKER_BIN: '/bin/false',
    }
    const { code, err } = await run('main.ts', env)
    assert.equal(code, 1)
    assert.match(err, /^The media workers do not start .*\n$/)
  })
})

describe('a signal to stop', () => {
  it('ends a start that is still under way, with exit code 0', async () => {
    // A media worker that says nothing, until the server it belongs to is gone.
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

describe('[AUD] npm run audit:verify', () => {
  it('says whether the log is whole, also while the server has it open', async () => {
    const data = mkdtempSync(join(folder, 'audit-'))
    const store = await openStore(data)
    for (let at = 1; at <= 3; at += 1) {
      await store.audit.append({
        at,
        meetingId: null,
        action: 'setup.link',
        by: 'b',
        target: null,
        details: {},
      })
    }
    const whole = await run('audit-verify.ts', { ANHOP_DATA: data })
    assert.deepEqual([whole.code, whole.err], [0, ''])
    assert.match(whole.out, /whole: 3 entries, the last with hash [0-9a-f]{64}/)
    await store.close()
    assert.equal((await run('audit-verify.ts', { ANHOP_DATA: data })).code, 0)

    const byHand = new DatabaseSync(join(data, 'anhop.db'))
    byHand.exec(`update audit set event = replace(event, '"b"', '"c"') where seq = 2`)
    byHand.close()
    const broken = await run('audit-verify.ts', { ANHOP_DATA: data })
    assert.equal(broken.code, 1)
    assert.match(broken.err, /^The audit log is broken: entry 2 was altered\.\n$/)
  })

  it('says that there is none', async () => {
    const { code, err } = await run('audit-verify.ts', { ANHOP_DATA: join(folder, 'nowhere') })
    assert.equal(code, 1)
    assert.match(err, /^The audit log cannot be read .*\n$/)
  })
})

describe('[SES] npm run account:reset', () => {
  it('lets the only operator begin anew, and nobody else', async () => {
    const data = mkdtempSync(join(folder, 'reset-'))
    const env = { ANHOP_DATA: data }
    const store = await openStore(data)
    const { id } = await seedAccount(store, 'lan', { role: 'operator' })
    const totp = { kind: 'totp', name: 'App', createdAt: 1, usedAt: null, secret: 's' } as const
    await store.factors.add({ ...totp, id: FactorId.parse('f'.repeat(22)), accountId: id })
    await store.factors.replaceCodes(id, ['code'])
    await store.close()

    const unknown = await run('account-reset.ts', env, ['nobody'])
    assert.deepEqual([unknown.code, unknown.out], [1, ''])
    assert.equal((await run('account-reset.ts', env)).code, 1)
    const unlock = lockFolder(data)
    const running = await run('account-reset.ts', env, ['lan'])
    unlock()
    assert.deepEqual([running.code, /Another An Họp is running/.test(running.err)], [1, true])

    const { code, out } = await run('account-reset.ts', env, ['Lan'])
    assert.equal(code, 0)
    const token = /http:\/\/localhost:8080\/activate#([\w-]{43})\n/.exec(out)?.[1] ?? ''
    const after = await openStore(data)
    assert.ok((await after.links.find(sha256(token), Date.now())) !== null)
    assert.equal((await after.accounts.byId(id))?.passwordHash, null)
    assert.deepEqual(await after.factors.ofAccount(id), [])
    assert.equal(await after.factors.codesLeft(id), 0)
    const actions = (await after.audit.latest(2)).map((event) => [event.action, event.by])
    assert.deepEqual(actions, [
      ['account.link', 'system'],
      ['factor.reset', 'system'],
    ])
    await after.close()
  })
})

describe('[AUD] npm run evidence:verify', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const file = join(folder, 'bundle.zip')
  const about = {
    server: 'https://meet.example.vn',
    meeting: 'm'.repeat(22),
    madeAt: '2026-11-22T08:00:00.000Z',
    madeBy: 'lan',
    log: { entries: 7, head: 'a'.repeat(64) },
  }
  const bundle = makeBundle(new Map([['audit.jsonl', '']]), about, privateKey)

  it('says what is in it and who signed it, with nothing but the file', async () => {
    writeFileSync(file, bundle)
    const whole = await run('evidence-verify.ts', {}, [file, fingerprintOf(privateKey)])
    assert.deepEqual([whole.code, whole.err], [0, ''])
    assert.match(whole.out, /is whole: meeting m{22} of https:\/\/meet.example.vn/)
    assert.ok(whole.out.includes(fingerprintOf(privateKey)))
  })

  it('fails for another key, a changed file and none', async () => {
    writeFileSync(file, bundle)
    const other = await run('evidence-verify.ts', {}, [file, 'f'.repeat(64)])
    assert.deepEqual([other.code, /another key/.test(other.err)], [1, true])
    writeFileSync(file, bundle.subarray(1))
    const changed = await run('evidence-verify.ts', {}, [file])
    assert.deepEqual([changed.code, /not whole/.test(changed.err)], [1, true])
    const none = await run('evidence-verify.ts', {}, [join(folder, 'nowhere.zip')])
    assert.deepEqual([none.code, /cannot be read/.test(none.err)], [1, true])
    assert.equal((await run('evidence-verify.ts', {})).code, 1)
  })
})
