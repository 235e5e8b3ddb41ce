import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { loadEvidenceKey } from '../auth/evidence-key.ts'
import { loadSecret } from '../auth/secret.ts'
import { sha256 } from '../auth/tokens.ts'
import { fingerprintOf, makeBundle } from '../files/evidence/bundle.ts'
import { FactorId } from '#protocol/ids.ts'
import { seedAccount, seedMeeting } from '../store/fixtures.ts'
import { lockFolder } from '../store/lock.ts'
import { readConfig } from '../config/config.ts'
import { openStore } from '../store/store.ts'
import { anhop } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'anhop-cli-'))
after(() => rmSync(folder, { recursive: true }))

describe('anhop archive-key', () => {
  it('[REC5] creates a key that the configuration accepts, and stores nothing', async () => {
    const { code, out } = await anhop(['archive-key', '--json'])
    const { recipient, secret } = JSON.parse(out)
    assert.equal(code, 0)
    assert.match(secret, /^AGE-SECRET-KEY-1/)
    assert.deepEqual(readConfig({ ANHOP_RECORDING_ARCHIVE_KEY: recipient }).recording, {
      archive: recipient,
      days: 30,
    })
  })
})

describe('anhop', () => {
  it('prints its usage when called wrongly, with exit code 2', async () => {
    for (const args of [[], ['nothing'], ['audit'], ['toString'], ['config', 'check', '--x']]) {
      const { code, out, err } = await anhop(args)
      assert.deepEqual([code, out], [2, ''], args.join(' '))
      assert.match(err, /^Usage: anhop /)
    }
  })

  it('config check reports every error, without secrets', async () => {
    const secret = '8f1d0c7a9b3e5f2460718293a4b5c6d7'
    const turn = { ANHOP_TURN_URLS: 'turn:turn.example.vn', ANHOP_TURN_SECRET: secret }
    const right = await anhop(['config', 'check', '--json'], turn)
    assert.deepEqual([right.code, JSON.parse(right.out).turn], [0, true])
    assert.ok(!right.out.includes(secret))
    const wrong = { ...turn, ANHOP_PORT: 'x', ANHOP_RECORDING: 'on' }
    const text = await anhop(['config', 'check'], wrong)
    assert.deepEqual([text.code, text.out, text.err.trim().split('\n').length], [1, '', 2])
    assert.match(text.err, /ANHOP_RECORDING .* rule REC /)
    const { code, out } = await anhop(['config', 'check', '--json'], wrong)
    assert.deepEqual([code, JSON.parse(out).ok, JSON.parse(out).faults.length], [1, false, 2])
  })
})

describe('[AUD] anhop audit verify', () => {
  it('reports whether the log is intact, even while the server has it open', async () => {
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
    const whole = await anhop(['audit', 'verify'], { ANHOP_DATA: data })
    assert.deepEqual([whole.code, whole.err], [0, ''])
    assert.match(whole.out, /intact: 3 entries; the hash of the last is [0-9a-f]{64}/)
    await store.close()
    assert.equal((await anhop(['audit', 'verify'], { ANHOP_DATA: data })).code, 0)

    const byHand = new DatabaseSync(join(data, 'anhop.db'))
    byHand.exec(`update audit set event = replace(event, '"b"', '"c"') where seq = 2`)
    byHand.close()
    const broken = await anhop(['audit', 'verify'], { ANHOP_DATA: data })
    assert.equal(broken.code, 1)
    assert.match(broken.err, /^The audit log is broken: entry 2 was altered\.\n$/)
  })

  it('reports a missing log', async () => {
    const { code, err } = await anhop(['audit', 'verify'], { ANHOP_DATA: join(folder, 'nowhere') })
    assert.equal(code, 1)
    assert.match(err, / has no database\. .*\n$/)
  })
})

describe('[POL1] anhop policy', () => {
  it('shows and tightens the policy, never below the floor or the configuration, and audits it', async () => {
    const data = mkdtempSync(join(folder, 'policy-'))
    await (await openStore(data)).close()
    const env = { ANHOP_DATA: data, ANHOP_KEEP_DAYS: '90' }
    const set = await anhop(['policy', 'set', 'guests', 'invited', '--json'], env)
    assert.deepEqual([set.code, JSON.parse(set.out).policy.guests], [0, 'invited'])
    for (const [setting, value, rule] of [
      ['passwordMin', '8', 'PWD2'],
      ['lobby', '201', 'ADM7'],
      ['keepDays', '365', 'POL1'],
    ] as const) {
      const { code, err } = await anhop(['policy', 'set', setting, value], env)
      assert.deepEqual([code, err.includes(`rule ${rule} `)], [1, true], err)
    }
    for (const wrong of [['guests', 'all'], ['recording', 'true'], ['lobby']]) {
      assert.equal((await anhop(['policy', 'set', ...wrong], env)).code, 2)
    }
    const shown = JSON.parse((await anhop(['policy', 'show', '--json'], env)).out)
    const policy = {
      passwordMin: 15,
      lobby: 200,
      guests: 'invited',
      keepDays: 90,
      recordingDays: 0,
    }
    assert.deepEqual([shown.policy, shown.hostsNeedFactor], [policy, false])
    const store = await openStore(data)
    const [entry] = await store.audit.latest(1)
    const details = { setting: 'guests', before: 'named', after: 'invited' }
    assert.deepEqual([entry?.by, entry?.details], ['system', details])
    await store.close()
  })
})

describe('[SES] anhop account', () => {
  it('lets the only operator start over, and nobody else', async () => {
    const data = mkdtempSync(join(folder, 'reset-'))
    const env = { ANHOP_DATA: data }
    const store = await openStore(data)
    const { id } = await seedAccount(store, 'lan', { role: 'operator' })
    const totp = { kind: 'totp', name: 'App', createdAt: 1, usedAt: null, secret: 's' } as const
    await store.factors.add({ ...totp, id: FactorId.parse('f'.repeat(22)), accountId: id })
    await store.factors.replaceCodes(id, ['code'])
    await store.close()

    const unknown = await anhop(['account', 'reset', 'nobody'], env)
    assert.deepEqual([unknown.code, unknown.out], [1, ''])
    assert.equal((await anhop(['account', 'reset'], env)).code, 2)
    const unlock = lockFolder(data)
    const running = await anhop(['account', 'reset', 'lan'], env)
    unlock()
    assert.deepEqual([running.code, /Another An Họp server is using/.test(running.err)], [1, true])

    const { code, out } = await anhop(['account', 'reset', 'Lan'], env)
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

  it('creates an account that is not activated yet, and lists it', async () => {
    const data = mkdtempSync(join(folder, 'create-'))
    const env = { ANHOP_DATA: data, ANHOP_PORT: '8081' }
    await (await openStore(data)).close()
    const make = ['account', 'create', 'hoa', '--name', 'Trần Thị Hoa', '--role', 'host']
    const made = await anhop([...make, '--json'], env)
    assert.deepEqual([made.code, made.err], [0, ''])
    const { ok, username, link } = JSON.parse(made.out)
    assert.deepEqual([ok, username], [true, 'hoa'])
    assert.match(link, /^http:\/\/localhost:8081\/activate#[\w-]{43}$/)

    const again = await anhop(make, env)
    assert.deepEqual([again.code, /username_taken/.test(again.err)], [1, true])
    const wrong = await anhop([...make.slice(0, -1), 'king'], env)
    assert.deepEqual([wrong.code, wrong.err.startsWith('Invalid: role.')], [2, true])

    const unlock = lockFolder(data)
    const list = await anhop(['account', 'list', '--json'], env)
    unlock()
    assert.deepEqual(JSON.parse(list.out), {
      ok: true,
      accounts: [{ username: 'hoa', name: 'Trần Thị Hoa', role: 'host', state: 'new', sso: false }],
    })
    const store = await openStore(data)
    const [created] = await store.audit.latest(1)
    assert.deepEqual([created?.action, created?.by], ['account.created', 'system'])
    await store.close()
  })
})

describe('anhop meeting', () => {
  it('lists meetings, and ends one while the server is stopped', async () => {
    const data = mkdtempSync(join(folder, 'meeting-'))
    const env = { ANHOP_DATA: data }
    const store = await openStore(data)
    const { id: host } = await seedAccount(store, 'lan')
    const { id } = await seedMeeting(store, 'a', host)
    await store.close()

    const unlock = lockFolder(data)
    const list = await anhop(['meeting', 'list', '--json'], env)
    const running = await anhop(['meeting', 'end', id], env)
    unlock()
    const [meeting] = JSON.parse(list.out).meetings
    assert.deepEqual([meeting.id, meeting.host, meeting.endedAt], [id, 'Host', null])
    assert.equal(JSON.stringify(meeting).includes('argon2'), false)
    assert.deepEqual([running.code, /Another An Họp server is using/.test(running.err)], [1, true])

    assert.equal((await anhop(['meeting', 'end', 'a'], env)).code, 2)
    assert.equal((await anhop(['meeting', 'end', 'b'.repeat(22)], env)).code, 1)
    assert.match((await anhop(['meeting', 'end', id], env)).out, /^Ended meeting /)
    assert.match((await anhop(['meeting', 'end', id], env)).out, /had already ended/)
    const after = await openStore(data)
    assert.notEqual((await after.meetings.meeting(id))?.endedAt, null)
    const ends = (await after.audit.latest(5)).filter(({ action }) => action === 'meeting.ended')
    assert.deepEqual(
      ends.map(({ by, meetingId }) => [by, meetingId]),
      [['system', id]],
    )
    await after.close()
  })
})

describe('anhop backup', () => {
  const PASSPHRASE = 'năm con ngựa ăn cỏ bên sông Đáy'

  it('can be created while the server runs, and restored', async () => {
    const data = mkdtempSync(join(folder, 'backup-'))
    const env = { ANHOP_DATA: data, BACKUP_PASSPHRASE: PASSPHRASE }
    loadSecret(data)
    loadEvidenceKey(data)
    const store = await openStore(data)
    await seedAccount(store, 'lan')
    const unlock = lockFolder(data)
    const file = join(folder, 'one.anhop')
    const made = await anhop(['backup', file, '--json'], env)
    assert.deepEqual([made.code, made.err], [0, ''])
    assert.deepEqual([JSON.parse(made.out).rows.account, JSON.parse(made.out).ok], [1, true])
    assert.equal((await anhop(['backup', file], env)).code, 1)
    const piped = await anhop(['backup', '-'], env)
    assert.deepEqual([piped.code, piped.out.startsWith('ANHOPBAK')], [0, true])
    assert.match(piped.err, /^Backup written/)
    unlock()
    await store.close()

    const secret = join(folder, 'passphrase')
    writeFileSync(secret, `${PASSPHRASE}\n`)
    const into = join(folder, 'restored')
    const back = await anhop(['restore', file, '--data', into, '--passphrase-file', secret])
    assert.deepEqual([back.code, back.err], [0, ''])
    const list = await anhop(['account', 'list'], { ANHOP_DATA: into })
    assert.match(list.out, /^lan /)
  })

  it('[PWD2] rejects a weak passphrase, and one on the command line', async () => {
    const data = mkdtempSync(join(folder, 'weak-'))
    await (await openStore(data)).close()
    const file = join(folder, 'weak.anhop')
    const env = { ANHOP_DATA: data }
    const weak = await anhop(['backup', file], { ...env, BACKUP_PASSPHRASE: 'matkhau12345678' })
    assert.deepEqual([weak.code, /too weak/.test(weak.err)], [1, true])
    assert.equal((await anhop(['backup', file], env)).code, 2)
    assert.equal((await anhop(['backup', file, '--passphrase', PASSPHRASE], env)).code, 2)
    assert.equal(existsSync(file), false)
  })
})

describe('[AUD] anhop evidence verify', () => {
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

  it('reports the content and the signer, from the file alone', async () => {
    writeFileSync(file, bundle)
    const whole = await anhop(['evidence', 'verify', file, fingerprintOf(privateKey)])
    assert.deepEqual([whole.code, whole.err], [0, ''])
    assert.match(whole.out, /is intact: meeting m{22} of https:\/\/meet.example.vn/)
    assert.ok(whole.out.includes(fingerprintOf(privateKey)))
  })

  it('fails for another key, a changed file, and a missing one', async () => {
    writeFileSync(file, bundle)
    const other = await anhop(['evidence', 'verify', file, 'f'.repeat(64)])
    assert.deepEqual([other.code, /a different key/.test(other.err)], [1, true])
    writeFileSync(file, bundle.subarray(1))
    const changed = await anhop(['evidence', 'verify', file])
    assert.deepEqual([changed.code, /not intact/.test(changed.err)], [1, true])
    const none = await anhop(['evidence', 'verify', join(folder, 'nowhere.zip')])
    assert.deepEqual([none.code, /Cannot read/.test(none.err)], [1, true])
    assert.equal((await anhop(['evidence', 'verify'])).code, 2)
  })
})
