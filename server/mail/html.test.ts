import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { changeNotice, invitation } from './message.ts'
import type { Invitation, Sender } from './message.ts'

const LINK = 'https://meet.example.vn/m/abcdefghijklmnopqrstuv#i=TOKEN&n=TmFtZQ'
const NO_OFFICE = { name: null, helpLine: null, helpAddress: null, accent: null, picture: null }
const OFFICE: Sender = {
  name: 'Sở Nội vụ',
  helpLine: '(024) 3804 1234',
  helpAddress: 'hotro@sonoivu.gov.vn',
  accent: '#9e2a22',
  picture: { kind: 'png', bytes: Buffer.from('emblem') },
}
const asked: Invitation = {
  meeting: { title: 'Giao ban tuần' },
  hostName: 'Trần Chủ Tọa',
  name: 'Nguyễn An',
  to: 'an@example.vn',
  link: LINK,
  expiresAt: Date.UTC(2026, 11, 20, 1, 0),
  time: {
    start: Date.UTC(2026, 10, 24, 7, 0),
    minutes: 90,
    zone: 'Asia/Ho_Chi_Minh',
    repeats: true,
  },
  calendar: null,
  from: 'hop@example.vn',
  office: OFFICE,
  origin: 'https://meet.example.vn',
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
}

const UNESCAPED: Record<string, string> = { 38: '&', 60: '<', 62: '>', 34: '"', 39: "'" }
const textOf = (html: string) =>
  html
    .replace(/^.*<body/s, '<body')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, code: string) => UNESCAPED[code] ?? '?')
    .replace(/\s+/g, ' ')
/** Every tag with its attributes, and nothing of what stands between tags. */
const tagsOf = (html: string) => html.replace(/>[^<]*/g, '>')

describe('the HTML of a mail', () => {
  it('says what the plain text says, in the same order', () => {
    for (const { html, text } of [
      invitation(asked),
      changeNotice({ ...asked, what: 'one_cancelled' }),
      invitation({ ...asked, time: null, office: NO_OFFICE }),
    ]) {
      const shown = textOf(html)
      let at = 0
      // The office's name heads both languages of the text, and the HTML once.
      const lines = text.split(/\n+/).filter((line) => line !== '--------' && line !== OFFICE.name)
      for (const line of lines) {
        at = shown.indexOf(line, at)
        assert.notEqual(at, -1, line)
      }
    }
  })

  it('has the link as a button and written out, in both languages', () => {
    const { html } = invitation(asked)
    const href = `href="${LINK.replace('&', '&#38;')}"`
    assert.equal(html.split(href).length, 5)
    assert.match(html, />Vào cuộc họp<\/a>/)
    assert.match(html, />Join the meeting<\/a>/)
    assert.equal(html.split(`>${LINK.replace('&', '&#38;')}</a>`).length, 3)
    assert.doesNotMatch(changeNotice({ ...asked, what: 'changed' }).html, /<a /)
  })

  it('fetches nothing and runs nothing', () => {
    const { html } = invitation(asked)
    assert.deepEqual(html.match(/(src|background|srcset|poster)=/g), ['src='])
    assert.match(html, /src="cid:emblem@example\.vn"/)
    assert.doesNotMatch(
      html,
      /url\(|@import|<(script|link|base|form|iframe|object|meta http)|\son\w+=/i,
    )
  })

  it('[POL3] has the emblem, name and accent of the office, else our name', () => {
    const { html } = invitation(asked)
    assert.match(html, />Sở Nội vụ<\/td>/)
    assert.match(html, /border-top: 4px solid #9e2a22/)
    const plain = invitation({ ...asked, office: NO_OFFICE })
    assert.equal(plain.emblem, null)
    assert.match(plain.html, />An Họp<\/td>/)
    assert.doesNotMatch(plain.html, /<img/)
    // Outlook for Windows shows no WebP picture.
    const picture = { kind: 'webp' as const, bytes: Buffer.from('emblem') }
    const webp = invitation({ ...asked, office: { ...OFFICE, picture } })
    assert.deepEqual([webp.emblem, webp.html.includes('<img')], [null, false])
  })

  it('stays the same HTML whatever title, names and help desk are made of', () => {
    const usual = tagsOf(invitation(asked).html)
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '&#60;', '<!--', '-->', ']]>', '$&', '\\'),
        fc.constantFrom('</title>', '</style>', '</p></td>', '<script>', '{{', '${', '`', '=', '/'),
        fc.constantFrom('<img src=https://evil.vn/x onerror=alert(1)>', '" onclick="', 'cid:x'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
      ),
      maxLength: 60,
    })
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        hostile,
        hostile,
        (title, name, host, sender, help) => {
          const office = { ...OFFICE, name: sender, helpLine: help }
          const { html } = invitation({
            ...asked,
            meeting: { title },
            name,
            hostName: host,
            office,
          })
          assert.equal(tagsOf(html), usual)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
