import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changeNotice, invitation } from './message.ts'
import type { ChangeNotice, Invitation } from './message.ts'

const LINK = 'https://meet.example.vn/m/abcdefghijklmnopqrstuv#i=TOKEN&n=TmFtZQ'
const NO_OFFICE = { name: null, helpLine: null, helpAddress: null, accent: null, picture: null }
const asked: Invitation = {
  meeting: { title: 'Giao ban tuần' },
  hostName: 'Trần Chủ Tọa',
  name: 'Nguyễn An',
  to: 'an@example.vn',
  link: LINK,
  expiresAt: Date.UTC(2026, 11, 20, 1, 0),
  time: null,
  calendar: null,
  from: 'hop@example.vn',
  office: NO_OFFICE,
  origin: 'https://meet.example.vn',
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
}
const time = {
  start: Date.UTC(2026, 10, 24, 7, 0),
  minutes: 90,
  zone: 'Asia/Ho_Chi_Minh',
  repeats: false,
}

describe('an invitation', () => {
  it('names inviter, meeting, link and expiry in both languages', () => {
    const { text, subject, to, from, id, calendar } = invitation(asked)
    assert.equal(subject, 'Thư mời họp: Giao ban tuần')
    assert.deepEqual([to, from], ['an@example.vn', 'hop@example.vn'])
    assert.equal(id, '<AAAAAAAAAAAAAAAAAAAAAA@example.vn>')
    assert.equal(calendar, null)
    assert.equal(text.split(LINK).length, 3)
    for (const part of [
      'Kính gửi Nguyễn An,',
      'Trần Chủ Tọa mời bạn tham dự cuộc họp trực tuyến: Giao ban tuần',
      'Dear Nguyễn An,',
      'Mật khẩu cuộc họp được báo cho bạn qua kênh khác',
      'Vui lòng không chuyển tiếp',
      'Nếu bạn không chờ thư mời này',
      'If you were not expecting this invitation',
      '20 tháng 12, 2026',
      '20 December 2026',
    ])
      assert.ok(text.includes(part), part)
    assert.ok(text.indexOf('Kính gửi') < text.indexOf('Dear'))
    assert.ok(!text.includes('Thời gian'))
  })

  it('[POL3] comes from the office and names its help desk, in one line each', () => {
    assert.equal(invitation(asked).fromName, 'An Họp')
    assert.ok(!invitation(asked).text.includes('hỗ trợ'))
    const office = {
      ...NO_OFFICE,
      name: 'Sở Nội vụ\r\nBcc: x@evil.example',
      helpLine: '(024) 3804 1234',
      helpAddress: 'hotro@sonoivu.gov.vn',
    }
    const { fromName, text } = invitation({ ...asked, office })
    assert.equal(fromName, 'Sở Nội vụ Bcc: x@evil.example')
    assert.ok(text.startsWith('Sở Nội vụ Bcc: x@evil.example\n\nKính gửi Nguyễn An,'))
    assert.match(text, /Cần hỗ trợ, vui lòng liên hệ: \(024\) 3804 1234, hotro@sonoivu\.gov\.vn\n/)
    assert.match(text, /For help, contact: \(024\) 3804 1234/)
  })

  it("shows the time in Vietnam, whatever the server's time zone", () => {
    const { text } = invitation({ ...asked, time })
    assert.match(text, /Thời gian: .*14:00.*24 tháng 11, 2026.*, 90 phút \(giờ Việt Nam\)/)
    assert.match(text, /Time: Tuesday.*24 November 2026.*14:00, 90 minutes \(Vietnam time\)/)
  })

  it("shows the time in the meeting's zone, and that it recurs", () => {
    const { text } = invitation({
      ...asked,
      time: { ...time, zone: 'Europe/Berlin', repeats: true },
    })
    assert.match(text, /08:00.*\(giờ Europe\/Berlin\); các buổi sau có trong tệp lịch/)
  })
})

describe('a change notice', () => {
  const changed: ChangeNotice = { ...asked, what: 'changed', time }

  it('says what changed in both languages, and has no personal link', () => {
    const { subject, text, calendar } = changeNotice(changed)
    assert.equal(subject, 'Thay đổi lịch họp: Giao ban tuần')
    assert.match(text, /đã thay đổi lịch .*Thời gian: .*14:00/s)
    assert.match(text, /has changed the time/)
    assert.ok(!text.includes('#i=') && calendar === null)
  })

  it('[CAL6] distinguishes a canceled occurrence from a canceled meeting', () => {
    const one = changeNotice({ ...changed, what: 'one_cancelled' })
    assert.match(one.text, /đã hủy một buổi .*Thời gian đã hủy: /s)
    const all = changeNotice({ ...changed, what: 'cancelled', time: null })
    assert.equal(all.subject, 'Hủy cuộc họp: Giao ban tuần')
    assert.ok(!all.text.includes('Thời gian'))
  })
})
