import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Schedule } from '#protocol/calendar.ts'
import { TEMPLATES } from '../../i18n/calendar-words.ts'
import { complete, draftOf, newDraft, PRESETS, REPEATS, scheduleOf } from './draft.ts'

/** 2026-11-23T08:30 in Vietnam, a Monday. */
const NOW = Date.UTC(2026, 10, 23, 1, 30)

const PEOPLE = ['an', 'binh', 'chi'].map((username) => ({ username, name: username }))

describe('a schedule draft', () => {
  it('starts at the next full hour in Vietnam', () => {
    assert.equal(newDraft(NOW).start, '2026-11-23T09:00')
  })

  it('[CAL1] matches the server schema for every kind of repetition', () => {
    for (const repeat of REPEATS) {
      const draft = { ...newDraft(NOW), repeat, people: PEOPLE, agenda: ' Một\nHai ' }
      const schedule = scheduleOf(draft)
      assert.deepEqual(Schedule.parse(schedule), schedule)
      assert.deepEqual(schedule.people, ['an', 'binh', 'chi'])
      assert.equal(schedule.agenda, 'Một\nHai')
    }
  })

  it('repeats on its start day and on additional days', () => {
    const { repeat } = scheduleOf({ ...newDraft(NOW), repeat: 'week', days: ['WE'] })
    assert.deepEqual(repeat?.every === 'week' && repeat.days, ['WE', 'MO'])
  })

  it('round-trips through the schedule format', () => {
    for (const repeat of REPEATS) {
      const days = repeat === 'week' ? ['MO' as const] : []
      for (const end of [
        {},
        repeat !== 'none' && { ends: 'until' as const, until: '2027-02-01' },
      ]) {
        const draft = { ...newDraft(NOW), repeat, days, ...end }
        const { people: _, ...schedule } = scheduleOf(draft)
        assert.deepEqual(draftOf({ ...schedule, people: [] }), draft)
      }
    }
  })

  it('[CAL8] is complete and valid with every template', () => {
    for (const template of TEMPLATES) {
      const draft = { ...newDraft(NOW), ...PRESETS[template]?.draft }
      assert.ok(complete(draft))
      assert.ok(Schedule.safeParse(scheduleOf(draft)).success)
    }
    assert.deepEqual(
      [PRESETS.provinces?.mode, PRESETS.provinces?.invitedOnly, PRESETS.class?.mode],
      ['conference', true, 'lecture'],
    )
  })

  it('is incomplete without a start or with too few occurrences', () => {
    const draft = newDraft(NOW)
    assert.ok(complete(draft))
    for (const start of ['', 'T09:00', '2026-11-23T', '0026-11-23T09:00', '2026-02-31T09:00'])
      assert.ok(!complete({ ...draft, start }), start)
    for (const count of ['', '1', '367', 'x', '-2'])
      assert.ok(!complete({ ...draft, repeat: 'day', count }))
    const until = (day: string) =>
      complete({ ...draft, repeat: 'day', ends: 'until' as const, until: day })
    assert.deepEqual(['', '2026-11-22', '2026-11-23', '2026-11-24'].map(until), [
      false,
      false,
      false,
      true,
    ])
  })
})
