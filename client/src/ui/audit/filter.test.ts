import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AuditAction } from '#protocol/audit.ts'
import { AUDIT_ACTIONS } from '#protocol/audit.ts'
import { NO_FILTER, dayOf, filterOfHash, filterToHash, isNoDay, queryOf } from './filter.ts'

const WORDS = {
  ...Object.fromEntries(AUDIT_ACTIONS.map((action) => [action, ''])),
  'meeting.ended': 'Kết thúc cuộc họp',
  'lobby.admitted': 'Cho vào họp',
} as Record<AuditAction, string>

describe('the filter of the log', () => {
  it('survives in the address, in which anything may have been written', () => {
    const filter = { ...NO_FILTER, group: 'lobby', who: 'Lê & Bình', from: '01/11/2026' } as const
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

  it('knows days as they are written here, and only real ones', () => {
    for (const text of ['30/11/2026', ' 30.11.2026', '30-11-2026 ']) {
      assert.deepEqual(dayOf(text), new Date(2026, 10, 30), text)
    }
    for (const text of ['', '31/11/2026', '30/13/2026', '11/30/2026', '2026-11-30', '1/1/26']) {
      assert.equal(dayOf(text), null, text)
    }
    assert.deepEqual([isNoDay(''), isNoDay('30/11'), isNoDay('30/11/2026')], [false, true, false])
  })

  it('asks for whole days, and leaves out what is empty or no day', () => {
    const query = queryOf({ ...NO_FILTER, from: '1/11/2026', to: '30/11/2026' }, WORDS)
    assert.deepEqual(query, {
      from: new Date(2026, 10, 1).getTime(),
      to: new Date(2026, 11, 1).getTime(),
    })
    assert.deepEqual(queryOf({ ...NO_FILTER, who: '  ', from: '30/11' }, WORDS), {})
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
