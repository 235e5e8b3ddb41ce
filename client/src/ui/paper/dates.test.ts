import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { texts as en } from '../../i18n/en/paper.ts'
import { texts as vi } from '../../i18n/vi/paper.ts'
import { heldFrom, saidOf, spanOf } from './dates.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const at = (text: string) => Date.parse(`${text}:00+07:00`)

describe('dates on paper', () => {
  it('are written as Vietnamese documents write them', () => {
    const said = (text: string) => saidOf(vi, at(text), ZONE)
    assert.deepEqual(said('2026-11-30T08:05'), {
      day: 'ngày 30 tháng 11 năm 2026',
      clock: '08 giờ 05',
    })
    assert.equal(said('2027-02-09T00:00').day, 'ngày 09 tháng 02 năm 2027')
    assert.equal(said('2027-03-09T00:00').day, 'ngày 09 tháng 3 năm 2027')
    assert.equal(said('2027-03-09T00:00').clock, '00 giờ 00')
    assert.deepEqual(saidOf(en, at('2027-03-09T14:30'), ZONE), {
      day: '9 March 2027',
      clock: '2:30 p.m.',
    })
  })

  it('name a day once', () => {
    const [from, to, next] = [
      at('2026-11-30T08:00'),
      at('2026-11-30T10:30'),
      at('2026-12-01T09:00'),
    ]
    assert.equal(
      spanOf(vi, from, to, ZONE),
      'Từ 08 giờ 00 đến 10 giờ 30, ngày 30 tháng 11 năm 2026',
    )
    assert.equal(
      spanOf(vi, from, next, ZONE),
      'Từ 08 giờ 00 ngày 30 tháng 11 năm 2026 đến 09 giờ 00 ngày 01 tháng 12 năm 2026',
    )
    assert.equal(spanOf(vi, from, null, ZONE), 'Bắt đầu lúc 08 giờ 00, ngày 30 tháng 11 năm 2026')
  })

  it('are those of the first arrival and the last departure', () => {
    assert.equal(heldFrom([]), null)
    const stays = [
      { joinedAt: 5, leftAt: 9 },
      { joinedAt: 3, leftAt: 7 },
    ]
    assert.deepEqual(heldFrom(stays), { from: 3, to: 9 })
    assert.deepEqual(heldFrom([...stays, { joinedAt: 4, leftAt: null }]), { from: 3, to: null })
  })
})
