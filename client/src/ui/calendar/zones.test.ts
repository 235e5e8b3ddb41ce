import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { texts } from '../../i18n/vi/calendar.ts'
import { HOME_ZONE, sameClock, zonesLike } from './zones.ts'

const AT = Date.UTC(2026, 10, 29)
const NAMES = texts.zoneNames
const ALL = Intl.supportedValuesOf('timeZone')

const ids = (text: string) => {
  const { common, others } = zonesLike(text, ALL, NAMES, AT)
  return [...common, ...others].map(({ id }) => id)
}

describe('time zones', () => {
  it('[CAL1] are equal when their clocks agree, whatever they are called', () => {
    for (const other of ['Asia/Saigon', 'Asia/Bangkok', HOME_ZONE])
      assert.ok(sameClock(HOME_ZONE, other, AT), other)
    assert.ok(sameClock('Europe/Berlin', 'Europe/Vienna', AT))
    assert.ok(sameClock('America/New_York', 'US/Eastern', AT))
  })

  it('[CAL1] differ when their clocks differ for part of the year', () => {
    for (const [one, other] of [
      [HOME_ZONE, 'Asia/Tokyo'],
      ['Europe/London', 'UTC'],
      ['America/Phoenix', 'America/Denver'],
      ['Asia/Kolkata', 'Asia/Kathmandu'],
    ] as const)
      assert.ok(!sameClock(one, other, AT), `${one} ${other}`)
  })

  it('[CAL1] are offered with Vietnam and its neighbors first, under names people know', () => {
    const { common, others } = zonesLike('', ALL, NAMES, AT)
    assert.equal(common[0]?.label, 'Việt Nam')
    assert.equal(common[0]?.detail, 'Asia/Ho Chi Minh, GMT+07:00')
    assert.deepEqual(others, [])
  })

  it('[CAL1] are found by country without marks, by city and by offset, each once', () => {
    assert.deepEqual(ids('viet nam'), [HOME_ZONE])
    assert.deepEqual(ids('ho_chi'), [HOME_ZONE])
    assert.deepEqual(ids('berlin'), ['Europe/Berlin'])
    assert.equal(ids('saigon').length, 0, 'no old name beside the current one')
    assert.ok(ids('+05:45').length >= 1)
    assert.equal(new Set(ids('asia')).size, ids('asia').length)
  })
})
