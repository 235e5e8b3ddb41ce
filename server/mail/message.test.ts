import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import ICAL from 'ical.js'
import { invitation } from './message.ts'
import type { Invitation } from './message.ts'

const NOW = Date.UTC(2026, 10, 20, 1, 0)
const LINK = 'https://meet.example.vn/m/abcdefghijklmnopqrstuv#i=TOKEN&n=TmFtZQ'
const asked: Invitation = {
  meeting: { id: 'abcdefghijklmnopqrstuv', title: 'Giao ban tuần', createdAt: NOW - 90_000 },
  hostName: 'Trần Chủ Tọa',
  name: 'Nguyễn An',
  to: 'an@example.vn',
  link: LINK,
  expiresAt: Date.UTC(2026, 11, 20, 1, 0),
  now: NOW,
  event: null,
  from: 'hop@example.vn',
  origin: 'https://meet.example.vn',
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
}
const event = { start: Date.UTC(2026, 10, 24, 7, 0), minutes: 90 }

/** Parsed by a reader that is not the writer's. */
function read(file: string | null) {
  assert.ok(file !== null)
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[])
  const all = calendar.getAllSubcomponents()
  const [component] = all
  assert.ok(component)
  assert.deepEqual([all.length, component.name], [1, 'vevent'])
  return { calendar, component, event: new ICAL.Event(component) }
}

describe('an invitation', () => {
  it('says in both languages who invites, to what, by which link, until when', () => {
    const { text, subject, to, from, id, calendar } = invitation(asked)
    assert.equal(subject, 'Thư mời họp: Giao ban tuần')
    assert.deepEqual([to, from], ['an@example.vn', 'hop@example.vn'])
    assert.equal(id, '<AAAAAAAAAAAAAAAAAAAAAA@example.vn>')
    assert.equal(calendar, null)
    assert.equal(text.split(LINK).length, 3)
    for (const part of [
      'Kính gửi Nguyễn An,',
      'Trần Chủ Tọa mời bạn dự cuộc họp trực tuyến: Giao ban tuần',
      'Dear Nguyễn An,',
      'Mật khẩu cuộc họp được báo cho bạn bằng đường khác',
      'Đừng chuyển tiếp',
      'Nếu bạn không chờ thư mời này',
      'If you did not expect this invitation',
      '20 tháng 12, 2026',
      '20 December 2026',
    ])
      assert.ok(text.includes(part), part)
    assert.ok(text.indexOf('Kính gửi') < text.indexOf('Dear'))
    assert.ok(!text.includes('Thời gian'))
  })

  it('tells the time in Vietnam, whatever zone the server is in', () => {
    const { text } = invitation({ ...asked, event })
    assert.match(text, /Thời gian: .*14:00.*24 tháng 11, 2026.*, 90 phút \(giờ Việt Nam\)/)
    assert.match(text, /Time: Tuesday.*24 November 2026.*14:00, 90 minutes \(Vietnam time\)/)
  })
})

describe('its calendar file', () => {
  it('is one published event with the time, the title and the meeting’s own address', () => {
    const { calendar, component, event: read_ } = read(invitation({ ...asked, event }).calendar)
    assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
    assert.equal(read_.uid, 'abcdefghijklmnopqrstuv@example.vn')
    assert.equal(read_.sequence, 90)
    assert.equal(read_.summary, 'Giao ban tuần')
    assert.equal(read_.startDate.toJSDate().getTime(), event.start)
    assert.equal(read_.endDate.toJSDate().getTime(), event.start + 90 * 60_000)
    assert.equal(read_.organizer, 'mailto:hop@example.vn')
    assert.equal(
      component.getFirstPropertyValue('url'),
      'https://meet.example.vn/m/abcdefghijklmnopqrstuv',
    )
    assert.deepEqual(component.getAllProperties('attendee'), [])
  })

  it('does not hold the personal link: calendars are shown to others', () => {
    const { calendar } = invitation({ ...asked, event })
    assert.ok(!calendar?.includes('TOKEN') && !calendar?.includes('#'))
  })

  it('replaces the one before it', () => {
    const first = read(invitation({ ...asked, event }).calendar).event
    const later = { ...asked, event: { ...event, start: event.start + 1 }, now: NOW + 1000 }
    const second = read(invitation(later).calendar).event
    assert.equal(second.uid, first.uid)
    assert.ok(second.sequence > first.sequence)
  })

  it('keeps to RFC 5545: CRLF, lines of 75 octets, text escaped', () => {
    const title = `Họp; "giao ban", \\tuần ${'ệ'.repeat(90)}`
    const { calendar: file } = invitation({ ...asked, event, meeting: { ...asked.meeting, title } })
    const lines = (file ?? '').split('\r\n')
    assert.equal(lines.pop(), '')
    assert.equal(lines.at(-1), 'END:VCALENDAR')
    for (const line of lines) {
      assert.ok(!/[\r\n]/.test(line))
      assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)}: ${line}`)
    }
    assert.equal(read(file).event.summary, title)
  })

  it('takes no property from a title or a name', () => {
    const evil = 'x\r\nATTENDEE:mailto:x@evil.vn\nBEGIN:VALARM\u2028ATTACH:file:///etc/passwd'
    const { calendar } = invitation({
      ...asked,
      event,
      hostName: `${evil}":mailto:x@evil.vn`,
      meeting: { ...asked.meeting, title: evil },
    })
    const { component } = read(calendar)
    assert.deepEqual(
      component
        .getAllProperties()
        .map(({ name }) => name)
        .toSorted(),
      [
        'description',
        'dtend',
        'dtstamp',
        'dtstart',
        'organizer',
        'sequence',
        'summary',
        'uid',
        'url',
      ],
    )
    assert.equal(component.getAllSubcomponents().length, 0)
    assert.equal(component.getFirstPropertyValue('organizer'), 'mailto:hop@example.vn')
  })
})
