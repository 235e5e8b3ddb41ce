import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { TIMES } from '#protocol/limits.ts'
import { IDENTITY_KINDS } from '#protocol/model.ts'
import { GUESTS } from '#protocol/policy.ts'
import { admit } from './admit.ts'
import type { Circumstances, Claim } from './admit.ts'

const open: Circumstances = {
  ended: false,
  open: true,
  block: null,
  kind: 'guest',
  guests: 'named',
  invite: 'none',
  elsewhere: 'none',
  locked: false,
  hostPresent: true,
  meetingFull: false,
  serverFull: false,
  lobbyFull: false,
}
const host: Claim = { kind: 'host' }
const knock: Claim = { kind: 'password', right: true }
const verdict: Claim = { kind: 'verdict', passwordCurrent: true }
const seat = (change: Partial<Claim & { kind: 'seat' }> = {}): Claim => ({
  kind: 'seat',
  state: 'admitted',
  away: 0,
  passwordCurrent: true,
  ...change,
})

const anyCircumstances: fc.Arbitrary<Circumstances> = fc.record({
  ended: fc.boolean(),
  open: fc.boolean(),
  block: fc.constantFrom('removed', 'blocked', null),
  kind: fc.constantFrom(...IDENTITY_KINDS),
  guests: fc.constantFrom(...GUESTS),
  invite: fc.constantFrom('none', 'free', 'in_use', 'revoked'),
  elsewhere: fc.constantFrom('none', 'away', 'here'),
  locked: fc.boolean(),
  hostPresent: fc.boolean(),
  meetingFull: fc.boolean(),
  serverFull: fc.boolean(),
  lobbyFull: fc.boolean(),
})
const anyClaim: fc.Arbitrary<Claim> = fc.oneof(
  fc.constantFrom(host, { kind: 'host' as const, move: true }),
  fc.record({
    kind: fc.constant('password' as const),
    right: fc.boolean(),
    move: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('seat' as const),
    state: fc.constantFrom('waiting' as const, 'admitted' as const, 'over' as const),
    away: fc.nat(10 * 60_000),
    passwordCurrent: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('verdict' as const), passwordCurrent: fc.boolean() }),
)

describe('the gate', () => {
  it('[ADM1] the correct password leads to the lobby and no further', () => {
    assert.deepEqual(admit(knock, open), { answer: 'wait' })
  })

  it('[ADM7] an account that is here already is asked before it moves', () => {
    const there: Circumstances = { ...open, kind: 'account', elsewhere: 'here' }
    const ask = { answer: 'refuse', code: 'already_here' }
    assert.deepEqual(admit(host, there), ask)
    assert.deepEqual(admit(knock, there), ask)
    assert.deepEqual(admit({ kind: 'host', move: true }, there), { answer: 'enter' })
    // A move spares nobody but the host the lobby.
    assert.deepEqual(admit({ kind: 'password', right: true, move: true }, there), {
      answer: 'wait',
    })
    assert.deepEqual(admit(host, { ...there, elsewhere: 'away' }), { answer: 'enter' })
    assert.deepEqual(admit({ kind: 'password', right: false, move: true }, there), {
      answer: 'refuse',
      code: 'wrong_password',
    })
  })

  it('[ADM7] a full server does not keep a host from moving', () => {
    const full: Circumstances = { ...open, kind: 'account', serverFull: true }
    assert.deepEqual(admit(host, full), { answer: 'refuse', code: 'server_full' })
    assert.deepEqual(admit({ kind: 'host', move: true }, { ...full, elsewhere: 'here' }), {
      answer: 'enter',
    })
  })

  it("[ADM1] only the meeting's own host, a verdict and a short break lead inside", () => {
    fc.assert(
      fc.property(anyClaim, anyCircumstances, (claim, now) => {
        if (admit(claim, now).answer !== 'enter') return
        const returning =
          claim.kind === 'seat' && claim.state === 'admitted' && claim.away <= TIMES.breakForgiven
        const judged = claim.kind === 'verdict' && claim.passwordCurrent && now.hostPresent
        assert.ok(claim.kind === 'host' || returning || judged)
      }),
    )
  })

  it('[ADM4] a block overrides every other claim', () => {
    fc.assert(
      fc.property(anyClaim, anyCircumstances, (claim, now) => {
        if (now.block === null) return
        assert.ok(['refuse'].includes(admit(claim, now).answer))
      }),
    )
  })

  it('[ADM4] every claim has an answer under all circumstances', () => {
    fc.assert(
      fc.property(anyClaim, anyCircumstances, (claim, now) => {
        assert.ok(['enter', 'wait', 'password', 'refuse'].includes(admit(claim, now).answer))
      }),
    )
  })

  it('[PWD4] without the correct password every meeting answers like an absent one', () => {
    fc.assert(
      fc.property(anyCircumstances, (now) => {
        const wrong = admit({ kind: 'password', right: false }, now)
        assert.deepEqual(wrong, { answer: 'refuse', code: 'wrong_password' })
      }),
    )
    assert.deepEqual(admit(knock, { ...open, ended: true }), {
      answer: 'refuse',
      code: 'wrong_password',
    })
  })

  it('[PWD5] a ticket for an older password leads back to the password step, not a verdict', () => {
    const old = { passwordCurrent: false }
    assert.deepEqual(admit(seat({ state: 'waiting', ...old }), open), { answer: 'password' })
    assert.deepEqual(admit({ kind: 'verdict', ...old }, open), { answer: 'password' })
    assert.deepEqual(admit(seat({ state: 'admitted', ...old }), open), { answer: 'enter' })
  })

  it('[ADM6] a break of two minutes keeps the seat, a longer one does not', () => {
    assert.deepEqual(admit(seat({ away: TIMES.breakForgiven }), open), { answer: 'enter' })
    assert.deepEqual(admit(seat({ away: TIMES.breakForgiven + 1 }), open), { answer: 'password' })
    assert.deepEqual(admit(seat({ state: 'over' }), open), { answer: 'password' })
  })

  it('[ADM6] returning is allowed while the meeting is locked or full: the seat is counted', () => {
    const now = { ...open, locked: true, meetingFull: true, serverFull: true }
    assert.deepEqual(admit(seat(), now), { answer: 'enter' })
  })

  it('[ADM2] a lock stops both knocks and verdicts', () => {
    const locked = { ...open, locked: true }
    assert.deepEqual(admit(knock, locked), { answer: 'refuse', code: 'meeting_locked' })
    assert.deepEqual(admit(verdict, locked), { answer: 'refuse', code: 'meeting_locked' })
    assert.deepEqual(admit(host, locked), { answer: 'enter' })
  })

  it('[ADM2] without a host nobody is admitted', () => {
    assert.deepEqual(admit(verdict, { ...open, hostPresent: false }), {
      answer: 'refuse',
      code: 'host_absent',
    })
  })

  it('[ADM1] an invited-only meeting admits no guest, by knock or by verdict', () => {
    fc.assert(
      fc.property(anyClaim, anyCircumstances, (claim, change) => {
        const now = { ...change, guests: 'invited' as const, kind: 'guest' as const }
        const { answer } = admit(claim, now)
        if (claim.kind === 'password') assert.equal(answer, 'refuse')
        if (claim.kind === 'verdict') assert.notEqual(answer, 'enter')
      }),
    )
    const closed = { ...open, guests: 'invited' as const }
    assert.deepEqual(admit(knock, closed), { answer: 'refuse', code: 'invite_needed' })
    assert.deepEqual(admit(verdict, closed), { answer: 'refuse', code: 'invite_needed' })
    for (const kind of ['account', 'invited'] as const) {
      assert.deepEqual(admit(knock, { ...closed, kind }), { answer: 'wait' })
      assert.deepEqual(admit(verdict, { ...closed, kind }), { answer: 'enter' })
    }
    // [PWD4] Without the correct password nobody learns of it.
    const wrong = admit({ kind: 'password', right: false }, closed)
    assert.deepEqual(wrong, { answer: 'refuse', code: 'wrong_password' })
  })

  it('[POL1] where guests are not accepted at all, only accounts get as far as the lobby', () => {
    fc.assert(
      fc.property(anyClaim, anyCircumstances, (claim, change) => {
        const kind = change.kind === 'account' ? 'guest' : change.kind
        const { answer } = admit(claim, { ...change, guests: 'none', kind })
        if (claim.kind === 'password') assert.equal(answer, 'refuse')
        if (claim.kind === 'verdict') assert.notEqual(answer, 'enter')
      }),
    )
    const closed = { ...open, guests: 'none' as const }
    for (const kind of ['guest', 'invited'] as const) {
      const refused = { answer: 'refuse', code: 'accounts_only' }
      assert.deepEqual(admit(knock, { ...closed, kind }), refused)
      assert.deepEqual(admit(verdict, { ...closed, kind }), refused)
    }
    assert.deepEqual(admit(knock, { ...closed, kind: 'account' }), { answer: 'wait' })
    // [PWD4] Without the correct password nobody learns of it.
    const wrong = admit({ kind: 'password', right: false }, closed)
    assert.deepEqual(wrong, { answer: 'refuse', code: 'wrong_password' })
  })

  it('[ADM5] an invite is valid for one person at a time, and leads to the lobby like any other way', () => {
    const invited = { ...open, kind: 'invited' as const }
    assert.deepEqual(admit(knock, { ...invited, invite: 'free' }), { answer: 'wait' })
    assert.deepEqual(admit(knock, { ...invited, invite: 'in_use' }), {
      answer: 'refuse',
      code: 'invite_in_use',
    })
  })

  it('[ADM6] a revoked invite leads nowhere, whatever it allowed before', () => {
    fc.assert(
      fc.property(anyClaim, anyCircumstances, (claim, change) => {
        const { answer } = admit(claim, { ...change, invite: 'revoked' })
        assert.equal(answer, 'refuse')
      }),
    )
    assert.deepEqual(admit(seat(), { ...open, kind: 'invited', invite: 'revoked' }), {
      answer: 'refuse',
      code: 'link_invalid',
    })
  })

  it('[ADM7] a full lobby turns people away and says why', () => {
    assert.deepEqual(admit(knock, { ...open, lobbyFull: true }), {
      answer: 'refuse',
      code: 'lobby_full',
    })
  })

  it('a full meeting refuses everyone but its own host', () => {
    const full = { ...open, meetingFull: true }
    assert.deepEqual(admit(knock, full), { answer: 'refuse', code: 'meeting_full' })
    assert.deepEqual(admit(verdict, full), { answer: 'refuse', code: 'meeting_full' })
    assert.deepEqual(admit(host, full), { answer: 'enter' })
  })
})
