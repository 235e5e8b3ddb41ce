import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RecoveryCode, TotpCode } from '#protocol/factors.ts'
import { LIMITS } from '#protocol/limits.ts'
import { browserOf } from './browser.ts'
import { newRecoveryCodes, recoveryHash } from './recovery.ts'
import { Sealer } from './seal.ts'
import { newTotpSecret, totpStep, totpUri } from './totp.ts'

const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7))
const OTHER_KEY = Buffer.from(KEY.toReversed())
/** RFC 6238, appendix B: the ASCII text 12345678901234567890 in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('[SES] TOTP', () => {
  it('accepts the RFC 6238 codes, by their last six digits', () => {
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_234_567_890, '005924'],
      [20_000_000_000, '353130'],
    ] as const) {
      assert.equal(totpStep(RFC_SECRET, code, seconds * 1000), Math.floor(seconds / 30))
    }
  })

  it('accepts one step to either side and no more, and returns the step', () => {
    const step = Math.floor(1_111_111_109 / 30)
    const found = [-60, -30, 0, 30, 61].map((seconds) =>
      totpStep(RFC_SECRET, '081804', (1_111_111_109 + seconds) * 1000),
    )
    assert.deepEqual(found, [null, step, step, step, null])
  })

  it('secrets are 160 bits, unique, and included in the URI for the app', () => {
    const secret = newTotpSecret()
    assert.match(secret, /^[A-Z2-7]{32}$/)
    assert.notEqual(secret, newTotpSecret())
    const uri = new URL(totpUri(secret, 'lan'))
    assert.equal(uri.protocol, 'otpauth:')
    assert.equal(uri.searchParams.get('secret'), secret)
  })

  it('accepts codes as people type them', () => {
    assert.equal(TotpCode.parse('123 456'), '123456')
    for (const bad of ['', '12345', '1234567', 'abcdef', '１２３４５６']) {
      assert.equal(TotpCode.safeParse(bad).success, false, bad)
    }
  })
})

describe('[SES] recovery codes', () => {
  it('are ten, 80 bits each, and hash the same however they are typed', () => {
    const codes = newRecoveryCodes()
    assert.equal(new Set(codes).size, LIMITS.recoveryCodes)
    for (const code of codes) {
      assert.match(code, /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
      const typed = RecoveryCode.parse(code.replaceAll('-', ' ').toUpperCase())
      assert.equal(recoveryHash(typed), recoveryHash(code))
    }
  })
})

describe('[SES] sealed values', () => {
  it('open with the same key, for the same account, and unchanged', () => {
    const sealer = new Sealer(KEY)
    const sealed = sealer.seal('secret', 'lan')
    assert.ok(!sealed.includes('secret'))
    assert.notEqual(sealed, sealer.seal('secret', 'lan'))
    assert.equal(sealer.open(sealed, 'lan'), 'secret')
    assert.equal(sealer.open(sealed, 'minh'), null)
    assert.equal(new Sealer(OTHER_KEY).open(sealed, 'lan'), null)
    const bytes = Buffer.from(sealed, 'base64url')
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i)
      assert.equal(sealer.open(changed.toString('base64url'), 'lan'), null)
    }
    for (const text of ['', 'x', sealed.slice(0, 20)]) assert.equal(sealer.open(text, 'lan'), null)
  })
})

describe('browser names', () => {
  it('have two parts and keep nothing else of the user agent', () => {
    const chrome = '(KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
    for (const [agent, name] of [
      [
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${chrome}`,
        'Chrome · Windows',
      ],
      [`Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 ${chrome} Edg/131.0`, 'Edge · Linux'],
      [`Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 ${chrome}`, 'Chrome · Android'],
      ['Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox · Windows'],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
        'Safari · iOS',
      ],
      ['<script>alert(1)</script>', ''],
      ['', ''],
      [undefined, ''],
    ] as const) {
      assert.equal(browserOf(agent), name, agent)
    }
  })
})
