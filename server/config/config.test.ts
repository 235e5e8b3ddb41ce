import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { FLOOR_RULES } from './floor.ts'
import { ConfigError, readConfig, readNodeConfig } from './config.ts'

function faults(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return [...error.faults]
    throw error
  }
  return []
}
const SECRET = '8f1d0c7a9b3e5f2460718293a4b5c6d7'
const PUBLIC = { ANHOP_PUBLIC_URL: 'https://meet.example.vn', ANHOP_MEDIA_ADDRESS: '203.0.113.5' }
const TLS = { ANHOP_TLS_CERT: 'cert.pem', ANHOP_TLS_KEY: 'key.pem' }

const turn = (secret: string): string[] =>
  faults({
    ANHOP_TURN_URLS: 'turn:turn.example.vn:3478?transport=udp',
    ANHOP_TURN_SECRET: secret,
  })

const mediaAt6 = (address: string, listen = '0.0.0.0') => ({
  ...TLS,
  ...PUBLIC,
  ANHOP_MEDIA_LISTEN: listen,
  ANHOP_MEDIA_ADDRESS6: address,
})

describe('media on other machines', () => {
  const shared = { ANHOP_MEDIA_SECRET: '8f1d0c7a9b3e5f2460718293a4b5c6d7' }
  const nodes = { ...shared, ANHOP_MEDIA_NODES: '10.0.0.11:4450, 10.0.0.12:4450' }

  it('needs nodes and their secret, and regions that name one of them', () => {
    const ANHOP_MEDIA_REGIONS = '10.2.0.0/16=10.0.0.12:4450'
    const { media } = readConfig({ ...nodes, ANHOP_MEDIA_REGIONS })
    assert.deepEqual(media.nodes?.addresses, ['10.0.0.11:4450', '10.0.0.12:4450'])
    assert.deepEqual(media.nodes.regions, [{ range: '10.2.0.0/16', node: '10.0.0.12:4450' }])
    assert.match(faults(shared).join(), /belong together/)
    assert.match(faults({ ANHOP_MEDIA_NODES: '10.0.0.11:4450' }).join(), /belong together/)
    for (const [regions, fault] of [
      ['10.2.0.0/16=10.0.0.13:4450', /names a node/],
      ['10.2.0.0/40=10.0.0.12:4450', /must be like/],
      ['10.0.0.12:4450', /must be like/],
    ] as const)
      assert.match(faults({ ...nodes, ANHOP_MEDIA_REGIONS: regions }).join(), fault)
  })

  it('a node knows its own settings and no others, and needs an address for browsers and nodes', () => {
    const node = { ...shared, ANHOP_MEDIA_NODE: '10.0.0.11:4450' }
    const read = (env: Record<string, string>) => readNodeConfig({ ...node, ...env })
    const { listen, media } = read({
      ANHOP_MEDIA_ADDRESS: '192.0.2.11',
      ANHOP_RELAY_PORTS: '41000-41099',
    })
    assert.deepEqual(listen, { host: '10.0.0.11', port: 4450 })
    assert.deepEqual(media.relayPorts, { min: 41_000, max: 41_099 })
    assert.throws(() => read({}), /ANHOP_MEDIA_ADDRESS is missing/)
    assert.throws(() => read({ ANHOP_MEDIA_ADDRESS: 'media.example.vn' }), /ANHOP_RELAY_ADDRESS/)
    assert.throws(
      () => read({ ANHOP_MEDIA_ADDRESS: '192.0.2.11', ANHOP_DATA: '/data' }),
      /ANHOP_DATA/,
    )
    assert.throws(() => read({ ANHOP_RELAY_PORTS: '500-400' }), /ANHOP_RELAY_PORTS/)
    assert.throws(() => readNodeConfig({ ANHOP_MEDIA_NODE: 'here' }), ConfigError)
  })
})

describe('the configuration', () => {
  it('may be empty: local only, with the defaults', () => {
    const config = readConfig({ PATH: '/bin' })
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.port, 8080)
    assert.equal(config.media.listenIp, '127.0.0.1')
    assert.equal(config.meetingCapacity, 100)
    assert.ok(config.meetingCapacity >= 40)
    assert.deepEqual([config.secure, config.publicUrl, config.turn], [false, null, null])
    assert.deepEqual(readConfig({ ANHOP_PORT: '' }), config)
  })

  it('reports all errors at once, one line each', () => {
    const all = faults({
      ANHOP_PORT: '70000',
      ANHOP_HOST: 'everywhere',
      ANHOP_LOBBY: 'off',
      ANHOP_PASSWORD: 'no',
      ANHOP_LOG_LEVEL: 'loud',
      ANHOP_WORKERS: '-1',
    })
    assert.equal(all.length, 6)
    for (const key of ['PORT', 'HOST', 'LOBBY', 'PASSWORD', 'LOG_LEVEL', 'WORKERS']) {
      assert.equal(all.filter((line) => line.startsWith(`ANHOP_${key} `)).length, 1, key)
    }
    assert.ok(all.every((line) => !line.includes('\n')))
  })

  it('accepts one line of text as the address of the incident center, or none', () => {
    const address = 'Trung tâm Ứng cứu khẩn cấp, report@example.vn'
    assert.equal(readConfig({}).incidentAddress, null)
    assert.equal(readConfig({ ANHOP_INCIDENT_ADDRESS: address }).incidentAddress, address)
    for (const bad of ['a\nb', 'a\u202Eb', 'x'.repeat(301)]) {
      assert.equal(faults({ ANHOP_INCIDENT_ADDRESS: bad }).length, 1)
    }
  })

  it('[PWD1] [PWD2] [PWD4] [ADM1] [REC1] cannot lower the floor: the error names the rule', () => {
    const tried = {
      ANHOP_LOBBY: 'ADM1',
      ANHOP_AUTO_ADMIT: 'ADM1',
      ANHOP_ALLOW_GUESTS: 'ADM5',
      ANHOP_PASSWORD: 'PWD1',
      ANHOP_PASSWORD_MIN: 'PWD2',
      ANHOP_ATTEMPTS_MAX: 'PWD4',
      ANHOP_RECORDING: 'REC',
      ANHOP_OPERATOR_MFA: 'SES',
      ANHOP_AUDIT: 'AUD',
      ANHOP_STUN_URLS: 'NET',
    }
    for (const [key, rule] of Object.entries(tried)) {
      assert.match(faults({ [key]: 'off' }).join('\n'), new RegExp(`^${key} .* rule ${rule} of`))
    }
    assert.match(faults({ ANHOP_COLOR: 'red' }).join(), /^ANHOP_COLOR .*CONFIGURATION\.md/)
  })

  it('[REC1] [REC6] allows recording only with a valid archive key, and for 30 days at most', () => {
    const archive = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
    assert.equal(readConfig({}).recording, null)
    assert.equal(readConfig({ ANHOP_RECORDING_DAYS: '7' }).recording, null)
    const set = { ANHOP_RECORDING_ARCHIVE_KEY: archive }
    assert.deepEqual(readConfig(set).recording, { archive, days: 30 })
    assert.equal(readConfig({ ...set, ANHOP_RECORDING_DAYS: '7' }).recording?.days, 7)
    assert.equal(faults({ ...set, ANHOP_RECORDING_DAYS: '31' }).length, 1)
    for (const wrong of [
      archive.replace('q', 'p'),
      archive.toUpperCase(),
      'age1',
      'AGE-SECRET-KEY-1',
    ]) {
      assert.equal(faults({ ANHOP_RECORDING_ARCHIVE_KEY: wrong }).length, 1, wrong)
    }
  })

  it('names only rules that exist', () => {
    const spec = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'SPEC.md'), 'utf8')
    for (const rule of FLOOR_RULES) {
      const [, part = '', number] = /^([A-Z]+)(\d?)$/.exec(rule) ?? assert.fail(rule)
      const section = spec.split(`## ${part} — `)[1]?.split('\n## ')[0] ?? assert.fail(rule)
      if (number !== '') assert.match(section, new RegExp(`^${number}\\. `, 'm'), rule)
    }
  })

  it('requires TLS or a named proxy to listen beyond loopback, and says what to do', () => {
    const [sentence = ''] = faults({ ANHOP_HOST: '0.0.0.0', ...PUBLIC })
    assert.match(sentence, /ANHOP_TLS_CERT.*ANHOP_TRUSTED_PROXY.*127\.0\.0\.1/)
    assert.deepEqual(faults({ ANHOP_HOST: '0.0.0.0', ...PUBLIC, ...TLS }), [])
    assert.deepEqual(faults({ ANHOP_HOST: '::', ...PUBLIC, ANHOP_TRUSTED_PROXY: '10.0.0.2' }), [])
    assert.deepEqual(faults({ ANHOP_HOST: '127.0.0.5' }), [])
    assert.ok(faults({ ANHOP_MEDIA_LISTEN: '0.0.0.0', ANHOP_MEDIA_ADDRESS: '10.0.0.1' }).length > 0)
  })

  it('opens media where the pages are, and requires an address to announce', () => {
    const config = readConfig({ ANHOP_HOST: '0.0.0.0', ...PUBLIC, ...TLS })
    assert.deepEqual(
      [config.media.listenIp, config.media.announcedAddress, config.secure],
      ['0.0.0.0', '203.0.113.5', true],
    )
    assert.match(
      faults({ ...TLS, ANHOP_PUBLIC_URL: 'https://meet.example.vn' }).join(),
      /MEDIA_ADDRESS/,
    )
    assert.ok(faults({ ANHOP_MEDIA_PORT: '65535', ANHOP_WORKERS: '2' }).length > 0)
  })

  it('rejects half of a pair', () => {
    assert.equal(faults({ ANHOP_TLS_CERT: 'a' }).length, 1)
    assert.equal(faults({ ANHOP_TURN_URLS: 'turn:a:3478' }).length, 1)
    assert.equal(faults({ ANHOP_TURN_SECRET: SECRET }).length, 1)
    assert.equal(faults({ ANHOP_TRUSTED_PROXY: '127.0.0.1' }).length, 1)
  })

  it('[PWD4] cannot trust everyone’s forwarded header', () => {
    assert.ok(faults({ ANHOP_TRUSTED_PROXY: '0.0.0.0/0' }).length > 0)
    assert.ok(faults({ ANHOP_TRUSTED_PROXY: 'proxy.local' }).length > 0)
  })

  it('[SES] rejects short and example secrets without repeating them', () => {
    assert.deepEqual(turn(SECRET), [])
    for (const bad of [
      'short',
      'a'.repeat(64),
      'change-me-0123456789-0123456789-abcdef',
      'ab'.repeat(32),
    ]) {
      const lines = turn(bad)
      assert.ok(lines.length > 0, bad)
      assert.ok(!lines.join().includes(bad))
    }
  })

  it('media can be reached over IPv6 as well, at one address', () => {
    assert.equal(readConfig(mediaAt6('2001:db8::10')).media.address6, '2001:db8::10')
    for (const bad of ['::', '10.0.0.1', 'meet.example.vn']) {
      assert.match(
        faults(mediaAt6(bad)).join(),
        /ANHOP_MEDIA_ADDRESS6 must be one IPv6 address/,
        bad,
      )
    }
    assert.match(faults(mediaAt6('2001:db8::10', '2001:db8::11')).join(), /already an IPv6 address/)
  })

  it('public URLs are origins, with https unless local', () => {
    for (const bad of [
      'meet.example.vn',
      'https://a/path',
      'https://u:p@a',
      'ftp://a',
      'http://meet.example.vn',
    ]) {
      assert.ok(
        faults({ ...TLS, ANHOP_MEDIA_ADDRESS: '10.0.0.1', ANHOP_PUBLIC_URL: bad }).length > 0,
        bad,
      )
    }
    // The page cannot share a name with other pages.
    const shared = { ...TLS, ANHOP_MEDIA_ADDRESS: '10.0.0.1' }
    const [said = ''] = faults({ ...shared, ANHOP_PUBLIC_URL: 'https://so.tinh.gov.vn/hop/' })
    assert.match(said, /^ANHOP_PUBLIC_URL has a path, but the pages need a name .* of their own/)
    assert.equal(
      readConfig({ ANHOP_PUBLIC_URL: 'http://localhost:9000/' }).publicUrl,
      'http://localhost:9000',
    )
  })

  it('[NET] accepts TURN servers only', () => {
    assert.ok(
      faults({ ANHOP_TURN_URLS: 'stun:stun.example.com', ANHOP_TURN_SECRET: SECRET }).length > 0,
    )
  })

  const OIDC = {
    ANHOP_OIDC_ISSUER: 'https://id.example.vn/realms/so',
    ANHOP_OIDC_CLIENT_ID: 'an-hop',
    ANHOP_OIDC_CLIENT_SECRET: SECRET,
    ANHOP_OIDC_NAME: 'Cổng Sở Nội vụ',
    ANHOP_OIDC_HOST_ROLES: 'chu-tri, truong-phong',
  }

  it('[SES] requires all single sign-on keys or none', () => {
    assert.equal(readConfig({}).oidc, null)
    assert.deepEqual(readConfig(OIDC).oidc, {
      issuer: OIDC.ANHOP_OIDC_ISSUER,
      clientId: 'an-hop',
      clientSecret: SECRET,
      name: 'Cổng Sở Nội vụ',
      scope: 'openid profile',
      roles: { claim: 'roles', host: ['chu-tri', 'truong-phong'], operator: [] },
      twoFactorContexts: [],
    })
    for (const key of Object.keys(OIDC)) {
      const found = faults({ ...OIDC, [key]: '' })
      assert.equal(found.length, 1, key)
      assert.ok(found[0]?.startsWith(key), found[0])
    }
    assert.equal(faults({ ANHOP_OIDC_ROLE_CLAIM: 'groups' }).length, 5)
  })

  it('[SES] rejects an issuer without TLS, an example secret, and a scope without openid', () => {
    for (const [key, bad] of [
      ['ISSUER', 'http://id.example.vn'],
      ['ISSUER', 'https://user:word@id.example.vn'],
      ['ISSUER', 'https://id.example.vn?tenant=1'],
      ['ISSUER', 'id.example.vn'],
      ['CLIENT_SECRET', 'changeme-changeme-changeme-changeme'],
      ['CLIENT_SECRET', '8f1d0c7a9b3e5f246071'],
      ['SCOPE', 'profile email'],
      ['SCOPE', 'openid  "x"'],
      ['NAME', 'two\nlines'],
    ]) {
      const found = faults({ ...OIDC, [`ANHOP_OIDC_${key}`]: bad ?? '' })
      assert.equal(found.length, 1, `${key} ${bad}`)
      if (key === 'CLIENT_SECRET') assert.ok(!found[0]?.includes(bad ?? ''), found[0])
    }
    const local = { ...OIDC, ANHOP_OIDC_ISSUER: 'http://127.0.0.1:9000' }
    assert.equal(readConfig(local).oidc?.issuer, 'http://127.0.0.1:9000')
  })
})

describe('the mail server configuration', () => {
  const FROM = { ANHOP_MAIL_FROM: 'hop@example.vn' }
  const mail = (env: Record<string, string>) => readConfig({ ...FROM, ...env }).mail

  it('is off unless it is set', () => {
    assert.equal(readConfig({}).mail, null)
    assert.equal(faults(FROM).length, 1)
    assert.equal(faults({ ANHOP_SMTP_URL: 'smtps://mail.example.vn' }).length, 1)
  })

  it('accepts the password in the URL or separately', () => {
    const whole = {
      host: 'mail.example.vn',
      port: 465,
      tls: 'implicit',
      auth: { user: 'hop@example.vn', pass: 'mật khẩu' },
      from: 'hop@example.vn',
    }
    const password = encodeURIComponent('mật khẩu')
    const user = 'hop%40example.vn'
    assert.deepEqual(mail({ ANHOP_SMTP_URL: `smtps://${user}:${password}@mail.example.vn` }), whole)
    const apart = {
      ANHOP_SMTP_URL: `smtps://${user}@mail.example.vn`,
      ANHOP_SMTP_PASSWORD: 'mật khẩu',
    }
    assert.deepEqual(mail(apart), whole)
    assert.equal(mail({ ANHOP_SMTP_URL: 'smtp://10.0.0.5' })?.tls, 'starttls')
    assert.equal(mail({ ANHOP_SMTP_URL: 'smtp://127.0.0.1:25' })?.tls, 'none')
  })

  it('reports all errors without repeating a password', () => {
    const bad: Record<string, string>[] = [
      { ANHOP_SMTP_URL: 'mail.example.vn' },
      { ANHOP_SMTP_URL: 'http://mail.example.vn' },
      { ANHOP_SMTP_URL: 'smtp:mail.example.vn' },
      { ANHOP_SMTP_URL: 'smtp://mail.example.vn/path' },
      { ANHOP_SMTP_URL: 'smtp://mail.example.vn:0' },
      { ANHOP_SMTP_URL: 'smtp://mail_example.vn' },
      { ANHOP_SMTP_URL: 'smtps://mail.example.vn?tls.rejectUnauthorized=false' },
      { ANHOP_SMTP_URL: 'smtps://mail.example.vn/?secure=false' },
      { ANHOP_SMTP_URL: 'smtps://u%0d%0a:geheim-geheim@mail.example.vn' },
      { ANHOP_SMTP_URL: 'smtps://hop:geheim-geheim@mail.example.vn', ANHOP_SMTP_PASSWORD: 'b' },
      { ANHOP_SMTP_URL: 'smtps://hop@mail.example.vn' },
      { ANHOP_SMTP_URL: 'smtps://:geheim-geheim@mail.example.vn' },
      { ANHOP_SMTP_URL: 'smtps://mail.example.vn', ANHOP_MAIL_FROM: 'An Họp <hop@example.vn>' },
      { ANHOP_SMTP_URL: 'smtps://mail.example.vn', ANHOP_MAIL_FROM: 'a@b.vn,c@d.vn' },
    ]
    for (const env of bad) {
      const found = faults({ ...FROM, ...env })
      assert.equal(found.length, 1, JSON.stringify([env, found]))
      assert.ok(!found.join().includes('geheim'))
    }
    assert.ok(faults({ ...FROM, ANHOP_SMTP_PASSWORD: 'geheim' }).length > 0)
  })
})

describe('ANHOP_METRICS', () => {
  it('is off, or one address with its own port', () => {
    assert.equal(readConfig({}).metrics, null)
    const { metrics } = readConfig({ ANHOP_METRICS: '[::1]:9464' })
    assert.deepEqual(metrics, { host: '::1', port: 9464 })
    for (const bad of [
      '9464',
      '0.0.0.0:9464',
      '[::]:9464',
      'host:9464',
      '127.0.0.1:8080',
      '::1:9',
    ]) {
      assert.equal(faults({ ANHOP_METRICS: bad }).length, 1, bad)
    }
  })
})

describe('ANHOP_TURN_SECRET_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-config-'))
  after(() => rmSync(folder, { recursive: true }))
  const ANHOP_TURN_SECRET_FILE = join(folder, 'turn')
  const urls = { ANHOP_TURN_URLS: 'turn:turn.example.vn:3478' }

  it('holds the secret, under the same rules, and excludes the other key', () => {
    writeFileSync(ANHOP_TURN_SECRET_FILE, `${SECRET}\n`)
    assert.equal(readConfig({ ...urls, ANHOP_TURN_SECRET_FILE }).turn?.secret, SECRET)
    const both = { ...urls, ANHOP_TURN_SECRET_FILE, ANHOP_TURN_SECRET: SECRET }
    assert.equal(faults(both).length, 1)
    writeFileSync(ANHOP_TURN_SECRET_FILE, 'short')
    assert.equal(faults({ ...urls, ANHOP_TURN_SECRET_FILE }).length, 2)
    const missing = { ANHOP_TURN_SECRET_FILE: join(folder, 'none'), ANHOP_PORT: 'x' }
    assert.equal(faults(missing).length, 2)
  })
})

describe('ANHOP_DATABASE_PASSWORD_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anhop-config-'))
  after(() => rmSync(folder, { recursive: true }))
  const ANHOP_DATABASE_PASSWORD_FILE = join(folder, 'database')
  const ANHOP_DATABASE_URL = 'postgres://anhop@db.example.vn/anhop'

  it('[SES] holds the password, which no error repeats', () => {
    writeFileSync(ANHOP_DATABASE_PASSWORD_FILE, 'mở ra đi\n')
    const { database } = readConfig({ ANHOP_DATABASE_URL, ANHOP_DATABASE_PASSWORD_FILE })
    assert.equal(database?.password, 'mở ra đi')
    assert.equal(readConfig({}).database, null)
    assert.equal(faults({ ANHOP_DATABASE_PASSWORD_FILE }).length, 1)
    for (const url of ['postgres://a:mật@h/x?sslmode=require', 'file:mật']) {
      const told = faults({ ANHOP_DATABASE_URL: url })
      assert.equal(told.length, 1)
      assert.doesNotMatch(told.join(), /mật/)
    }
  })
})
