import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { instantOf, timesOf } from '../../policy/recurrence.ts'
import type { Repeat, Weekday } from '#protocol/calendar.ts'
import { calendarFile } from './file.ts'
import type { CalendarMeeting, Method } from './file.ts'
import { HOW_TO_JOIN, describe as describeMeeting, organizerName } from './meeting.ts'

/** Everything is read by an independent parser. */

const MINUTE = 60_000
const BERLIN = 'Europe/Berlin'
const NEW_YORK = 'America/New_York'
const URL_ = 'https://meet.example.vn/m/abcdefghijklmnopqrstuv'

function meeting(change: Partial<CalendarMeeting> = {}): CalendarMeeting {
  const series = {
    start: change.start ?? '2026-11-24T14:00',
    zone: change.zone ?? 'Asia/Ho_Chi_Minh',
    repeat: change.repeat ?? null,
  }
  const minutes = change.minutes ?? 60
  return {
    uid: 'abcdefghijklmnopqrstuv@meet.example.vn',
    sequence: 3,
    stamp: Date.UTC(2026, 10, 20, 1, 0),
    minutes,
    title: 'Giao ban tuần',
    description: null,
    url: URL_,
    occurrences: (timesOf(series) ?? []).map((at) => ({
      at,
      start: at,
      ends: at + minutes * MINUTE,
      cancelled: false,
    })),
    cancelled: false,
    organizer: null,
    attendee: null,
    ...change,
    ...series,
  }
}

function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[])
  const zones = calendar.getAllSubcomponents('vtimezone')
  for (const zone of zones) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  return { calendar, zones, events }
}

/** Every start that a reader shows for the meeting, with exceptions applied. */
function shown(file: string): number[] {
  const { events } = read(file)
  const master = events.find((event) => !event.isRecurrenceException())
  assert.ok(master)
  for (const event of events) if (event !== master) master.relateException(event)
  if (!master.isRecurring()) return [master.startDate.toJSDate().getTime()]
  const iterator = master.iterator()
  const found: number[] = []
  for (let next = iterator.next(); next; next = iterator.next())
    found.push(master.getOccurrenceDetails(next).startDate.toJSDate().getTime())
  return found
}

const expected = ({ occurrences }: CalendarMeeting) =>
  occurrences.filter(({ cancelled }) => !cancelled).map(({ start }) => start)

const names = (file: string) =>
  read(file).events.map(({ component }) => component.getAllProperties().map((p) => p.name))

const people = (name: string) => ({
  organizer: { name, uri: 'mailto:hop@example.vn' },
  attendee: { name, address: 'an@example.vn' },
})

const WEEKLY: Repeat = { every: 'week', interval: 1, days: ['TU'], end: { count: 6 } }

describe('a calendar file', () => {
  it('[CAL6] contains the time, the title and the meeting’s link', () => {
    const { calendar, events, zones } = read(calendarFile('PUBLISH', [meeting()]))
    const [event] = events
    assert.ok(event && events.length === 1)
    assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
    assert.deepEqual([event.uid, event.sequence], [meeting().uid, 3])
    assert.equal(event.summary, 'Giao ban tuần')
    assert.equal(event.startDate.toJSDate().getTime(), Date.UTC(2026, 10, 24, 7))
    assert.equal(event.endDate.toJSDate().getTime(), Date.UTC(2026, 10, 24, 8))
    assert.equal(event.component.getFirstPropertyValue('url'), URL_)
    assert.equal(zones.length, 1)
    assert.match(calendarFile('PUBLISH', [meeting()]), /\r\nDTSTAMP:20261120T010000Z\r\n/)
  })

  it('[CAL6] invites one person and requests no reply (RFC 5546, 3.2.2)', () => {
    const asked = meeting({
      organizer: { name: 'Trần "Chủ", Tọa: A', uri: 'mailto:hop@example.vn' },
      attendee: { name: 'Nguyễn; An', address: 'an@example.vn' },
    })
    const { calendar, events } = read(calendarFile('REQUEST', [asked]))
    const [event] = events
    assert.equal(calendar.getFirstPropertyValue('method'), 'REQUEST')
    assert.equal(event?.organizer, 'mailto:hop@example.vn')
    const [attendee, ...others] = event?.attendees ?? []
    assert.ok(attendee && others.length === 0)
    assert.equal(attendee.getFirstValue(), 'mailto:an@example.vn')
    assert.equal(attendee.getFirstParameter('rsvp'), 'FALSE')
    assert.equal(attendee.getFirstParameter('cn'), 'Nguyễn; An')
  })

  it('[CAL6] cancels a meeting or one occurrence (RFC 5546, 3.2.5)', () => {
    const series = meeting({ repeat: WEEKLY, zone: BERLIN, start: '2026-10-20T09:00' })
    const all = read(calendarFile('CANCEL', [{ ...series, cancelled: true }]))
    assert.equal(all.events[0]?.component.getFirstPropertyValue('status'), 'CANCELLED')
    assert.ok(!all.events[0]?.isRecurrenceException())
    const at = series.occurrences[2]?.at ?? 0
    const one = read(calendarFile('CANCEL', [series], at))
    assert.equal(one.events.length, 1)
    assert.equal(one.events[0]?.recurrenceId.toJSDate().getTime(), at)
    assert.equal(one.events[0]?.component.getFirstPropertyValue('rrule'), null)
    assert.equal(one.calendar.getFirstPropertyValue('method'), 'CANCEL')
  })

  it('[CAL6] follows RFC 5545: CRLF, 75-octet lines, whole characters, escaped text', () => {
    const title = `Họp; "giao ban", \\tuần ${'ệ'.repeat(90)}`
    const description = 'Một\nHai, ba; \\n bốn'
    const file = calendarFile('PUBLISH', [meeting({ title, description })])
    const lines = file.split('\r\n')
    assert.equal(lines.pop(), '')
    assert.equal(lines.at(-1), 'END:VCALENDAR')
    for (const line of lines) {
      assert.ok(!/[\r\n\ufffd]/.test(line))
      assert.ok(Buffer.byteLength(line) <= 75, line)
    }
    const [event] = read(file).events
    assert.deepEqual([event?.summary, event?.description], [title, description])
  })

  it('[CAL6] is safe from property injection by title, name or agenda', () => {
    const evil = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\r\n', '\n', '\r', '"', ';', ':', ',', '\\', '\0', '\u2028'),
        fc.constantFrom('ATTENDEE:mailto:x@evil.vn', 'BEGIN:VALARM', 'END:VEVENT', '=:', '^n'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
      ),
      maxLength: 80,
    })
    const plain = names(calendarFile('REQUEST', [meeting({ description: 'x', ...people('A') })]))
    fc.assert(
      fc.property(evil, evil, evil, (title, description, name) => {
        const odd = meeting({ title, description, ...people(name) })
        const file = calendarFile('REQUEST', [odd])
        assert.deepEqual(names(file), plain)
        assert.equal(read(file).calendar.getAllSubcomponents().length, 2)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what a calendar file says of the office', () => {
  it('[POL3] names the host’s office and its help desk, if they are set', () => {
    const none = { name: null, helpLine: null, helpAddress: null }
    assert.equal(organizerName('Trần Chủ Tọa', none), 'Trần Chủ Tọa')
    assert.equal(
      organizerName('Trần Chủ Tọa', { name: 'Sở\r\nNội vụ' }),
      'Trần Chủ Tọa (Sở Nội vụ)',
    )
    assert.equal(describeMeeting('', none), HOW_TO_JOIN)
    const helped = describeMeeting('Việc', { helpLine: '0243', helpAddress: 'a@b.vn' })
    assert.equal(helped, `Việc\n\n${HOW_TO_JOIN}\n\nHỗ trợ / Help: 0243, a@b.vn`)
  })
})

describe('a recurring meeting in a calendar file', () => {
  it('[CAL1] is read as planned, across clock changes, with moved and canceled occurrences', () => {
    const zones = fc.constantFrom(
      'Asia/Ho_Chi_Minh',
      BERLIN,
      NEW_YORK,
      'Australia/Lord_Howe',
      'UTC',
    )
    const repeats: fc.Arbitrary<Repeat> = fc.oneof(
      fc.record({
        every: fc.constant('week' as const),
        interval: fc.integer({ min: 1, max: 3 }),
        days: fc.constant<Weekday[]>(['TU', 'TH']),
        end: fc.record({ count: fc.integer({ min: 2, max: 40 }) }),
      }),
      fc.record({
        every: fc.constant('day' as const),
        interval: fc.integer({ min: 1, max: 9 }),
        end: fc.record({ until: fc.constantFrom('2026-11-10', '2027-04-20') }),
      }),
      fc.record({
        every: fc.constant('month' as const),
        interval: fc.constant(1),
        on: fc.constantFrom('date' as const, 'weekday' as const),
        end: fc.record({ count: fc.integer({ min: 2, max: 12 }) }),
      }),
    )
    const changes = fc.array(
      fc.record({ which: fc.nat(39), by: fc.integer({ min: -600, max: 600 }) }),
    )
    fc.assert(
      fc.property(zones, repeats, changes, (zone, repeat, exceptions) => {
        const series = meeting({ zone, repeat, start: '2026-10-20T09:00' })
        for (const { which, by } of exceptions) {
          const time = series.occurrences[which % series.occurrences.length]
          if (time === undefined || which % series.occurrences.length === 0) continue
          if (by % 3 === 0) Object.assign(time, { cancelled: true })
          else {
            const start = time.at + by * MINUTE
            Object.assign(time, { start, ends: start + 45 * MINUTE })
          }
        }
        assert.deepEqual(
          shown(calendarFile('PUBLISH', [series])).toSorted((a, b) => a - b),
          expected(series).toSorted((a, b) => a - b),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('[CAL1] describes New York as RFC 5545 does (3.6.5)', () => {
    const yearly: Repeat = { every: 'month', interval: 6, on: 'date', end: { count: 4 } }
    const file = calendarFile(null, [
      meeting({ zone: NEW_YORK, repeat: yearly, start: '2027-01-04T09:00' }),
    ])
    const [zone] = read(file).zones
    const told = zone
      ?.getAllSubcomponents()
      .map((part) => [
        part.name,
        part.getFirstPropertyValue('tzoffsetfrom')?.toString(),
        part.getFirstPropertyValue('tzoffsetto')?.toString(),
        part.getFirstPropertyValue('dtstart')?.toString(),
      ])
    assert.deepEqual(told?.slice(0, 3), [
      ['standard', '-04:00', '-05:00', '2026-11-01T02:00:00'],
      ['daylight', '-05:00', '-04:00', '2027-03-14T02:00:00'],
      ['standard', '-04:00', '-05:00', '2027-11-07T02:00:00'],
    ])
    assert.ok(!file.includes('METHOD'))
  })

  it('[CAL1] matches the examples of RFC 5545 (3.8.5.3)', () => {
    // "Every other week on Tuesday and Thursday, for 8 occurrences", moved to a later year.
    const series = meeting({
      zone: NEW_YORK,
      start: '2026-09-01T09:00',
      repeat: { every: 'week', interval: 2, days: ['TU', 'TH'], end: { count: 8 } },
    })
    const file = calendarFile('PUBLISH', [series])
    assert.match(file, /DTSTART;TZID=America\/New_York:20260901T090000\r\n/)
    assert.match(file, /RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=MO;BYDAY=TU,TH\r\n/)
    const days = ['09-01', '09-03', '09-15', '09-17', '09-29', '10-01', '10-13', '10-15']
    assert.deepEqual(
      shown(file),
      days.map((day) => instantOf(`2026-${day}T09:00`, NEW_YORK)),
    )
  })

  it('[CAL1] writes a time that clocks show twice in UTC (3.3.5), except where a rule repeats it', () => {
    const series = meeting({ repeat: WEEKLY, zone: BERLIN, start: '2026-10-20T09:00' })
    const [, , moved] = series.occurrences
    assert.ok(moved)
    for (const [start, written] of [
      ['2026-10-25T00:50Z', 'DTSTART:20261025T005000Z'],
      ['2026-10-25T01:50Z', 'DTSTART:20261025T015000Z'],
    ] as const) {
      moved.start = Date.parse(start)
      moved.ends = moved.start + 60 * MINUTE
      const file = calendarFile('PUBLISH', [series])
      assert.ok(file.includes(`\r\n${written}\r\n`))
      assert.deepEqual(
        shown(file).toSorted((a, b) => a - b),
        expected(series).toSorted((a, b) => a - b),
      )
    }
    const nightly = meeting({
      repeat: { ...WEEKLY, days: ['SU'] },
      zone: BERLIN,
      start: '2026-10-25T02:50',
    })
    assert.match(
      calendarFile(null, [nightly]),
      /\r\nDTSTART;TZID=Europe\/Berlin:20261025T025000\r\n/,
    )
  })

  it('[CAL6] identifies an exception by its originally planned local start', () => {
    const series = meeting({ repeat: WEEKLY, zone: BERLIN, start: '2026-10-20T09:00' })
    const [, second, third] = series.occurrences
    assert.ok(second && third)
    second.cancelled = true
    Object.assign(third, { start: third.at + 120 * MINUTE, ends: third.at + 180 * MINUTE })
    const file = calendarFile('REQUEST', [series])
    assert.match(file, /\r\nEXDATE;TZID=Europe\/Berlin:20261027T090000\r\n/)
    assert.match(file, /\r\nRECURRENCE-ID;TZID=Europe\/Berlin:20261103T090000\r\n/)
    assert.match(file, /\r\nDTSTART;TZID=Europe\/Berlin:20261103T110000\r\n/)
  })

  it('[CAL7] shares one file with others, each zone described once', () => {
    const methods: (Method | null)[] = ['PUBLISH', null]
    for (const method of methods) {
      const file = calendarFile(method, [
        meeting(),
        meeting({ uid: 'b@x', zone: BERLIN, repeat: WEEKLY, start: '2026-10-20T09:00' }),
        meeting({ uid: 'c@x', zone: BERLIN }),
      ])
      const { zones, events } = read(file)
      assert.deepEqual(
        zones.map((zone) => zone.getFirstPropertyValue('tzid')),
        ['Asia/Ho_Chi_Minh', BERLIN],
      )
      assert.equal(events.length, 3)
    }
    assert.equal(read(calendarFile(null, [])).events.length, 0)
  })
})
