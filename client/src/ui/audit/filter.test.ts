import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AuditAction } from '#protocol/audit.ts'
import { AUDIT_ACTIONS } from '#protocol/audit.ts'
import { NO_FILTER, dayOf, filterOfHash, filterToHash, queryOf } from './filter.ts'

const WORDS = {
  ...Object.fromEntries(AUDIT_ACTIONS.map((action) => [action, ''])),
  'meeting.ended': 'Kết thúc cuộc họp',
  'lobby.admitted': 'Cho vào họp',
} as Record<AuditAction, string>

describe('the filter of the log', () => {
  it('survives in the address, in which anything may have been written', () => {
    const filter = { ...NO_FILTER, group: 'lobby', who: 'Lê & Bình', from: '2026-11-01' } as const
    const hash = filterToHash(filter)
    assert.deepEqual(filterOfHash(hash, ['lobby']), filter)
    assert.equal(filterToHash(NO_FILTER), '')
    assert.deepEqual(filterOfHash('', ['lobby']), NO_FILTER)
    assert.deepEqual(filterOfHash('#group=x&who=%zz&__proto__=1', ['lobby']), {
      ...NO_FILTER,
      who: '%zz',
    })
    assert.equal(filterOfHash(`#text=${'a'.repeat(999)}`, []).text.length, 64)
  })

  it('knows only real days, whatever the address says', () => {
    assert.deepEqual(dayOf('2026-11-30'), new Date(2026, 10, 30))
    for (const text of ['', '2026-11-31', '2026-13-30', '30/11/2026', '2026-1-1', '0000-00-00']) {
      assert.equal(dayOf(text), null, text)
    }
  })

  it('asks for whole days, and leaves out what is empty or no day', () => {
    const query = queryOf({ ...NO_FILTER, from: '2026-11-01', to: '2026-11-30' }, WORDS)
    assert.deepEqual(query, {
      from: new Date(2026, 10, 1).getTime(),
      to: new Date(2026, 11, 1).getTime(),
    })
    assert.deepEqual(queryOf({ ...NO_FILTER, who: '  ', from: '2026-11' }, WORDS), {})
  })

  it('finds actions by their words in the language of the page, marks aside', () => {
    assert.deepEqual(queryOf({ ...NO_FILTER, text: 'ket thuc' }, WORDS), {
      text: 'ket thuc',
      actions: 'meeting.ended',
    })
    assert.equal(queryOf({ ...NO_FILTER, text: 'HỌP' }, WORDS).actions?.split(',').length, 2)
    assert.equal(queryOf({ ...NO_FILTER, text: 'xyz' }, WORDS).actions, undefined)
  })
})
