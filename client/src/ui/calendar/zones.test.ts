import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HOME_ZONE, sameClock, zonesFrom } from './zones.ts'

const AT = Date.UTC(2026, 10, 29)

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

  it('[CAL1] are listed once, whichever name the browser uses for the zone of Vietnam', () => {
    for (const theirs of ['Asia/Saigon', 'Asia/Ho_Chi_Minh']) {
      const zones = zonesFrom(['Asia/Bangkok', theirs, 'Europe/Berlin'])
      assert.deepEqual(zones, [HOME_ZONE, 'Asia/Bangkok', 'Europe/Berlin'])
    }
    const all = zonesFrom(Intl.supportedValuesOf('timeZone'))
    assert.equal(all.filter((zone) => /Saigon|Ho_Chi_Minh/.test(zone)).length, 1)
  })
})
