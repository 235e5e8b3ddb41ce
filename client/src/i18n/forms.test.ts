import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { timesOf } from './dates.ts'
import { texts as audit } from './en/audit.ts'
import { texts as invites } from './en/invites.ts'
import { texts as main } from './en/main.ts'
import { texts as meeting } from './en/meeting.ts'
import { texts as meetings } from './en/meetings.ts'
import { texts as people } from './en/people.ts'
import { texts as room } from './en/room.ts'
import { texts as security } from './en/security.ts'
import { LANGUAGES, LOCALES } from './languages.ts'
import { pluralsOf } from './plural.ts'

const en = { ...main, ...meeting, ...meetings, ...people, ...room }

const SEVERAL =
  /\b1 (\w+ )?(seconds|codes|days|invitations|addresses|minutes|emails|votes|entries|people|times)\b/
const saigon = (locale: string) => timesOf(locale, 'Asia/Ho_Chi_Minh')

const said = (n: number) => [
  en.common.retryIn(n),
  security.security.codesLeft(n),
  en.meetings.live(n, n),
  invites.invites.daysOf(n),
  invites.invites.submit(n),
  invites.mail.sendNow(n),
  invites.mail.submit(n),
  invites.mail.again(n),
  audit.shown(n),
  en.view.hidden(n),
  en.people.turns(n),
  en.people.shareMinutes(n),
  en.lobby.knocks(n),
  en.leak.done(n),
  en.notices.wrongPasswords(n),
]

describe('numbers in sentences', () => {
  it('use the plural forms of the language', () => {
    const forms = { one: 'one', few: 'few', many: 'many', other: 'other' }
    const of = (language: string) => [0, 1, 2, 5].map((n) => pluralsOf(language)(n, forms))
    assert.deepEqual(of('en'), ['other', 'one', 'other', 'other'])
    assert.deepEqual(of('vi'), ['other', 'other', 'other', 'other'])
    assert.deepEqual(of('ru'), ['many', 'one', 'few', 'many'])
    assert.equal(pluralsOf('ru')(2, { other: 'x' }), 'x')
  })

  it('are singular or plural in English', () => {
    for (const sentence of said(1)) assert.doesNotMatch(sentence, SEVERAL, sentence)
    for (const sentence of said(2)) assert.doesNotMatch(sentence, /\b2 person\b/, sentence)
    assert.equal(en.lobby.knocks(1), '1 person is waiting to join.')
    assert.equal(en.lobby.knocks(2), '2 people are waiting to join.')
  })
})

describe('dates', () => {
  const at = Date.UTC(2026, 10, 2, 17, 5, 9)

  it('have the day first, a four-digit year and 24 hours, also at midnight', () => {
    assert.equal(saigon('vi-VN').time(at), '00:05')
    assert.equal(saigon('vi-VN').dateTime(at), '00:05 03/11/2026')
    assert.equal(saigon('vi-VN').exact(at), '00:05:09 03/11/2026')
    assert.equal(saigon('en-GB').dateTime(at), '03/11/2026, 00:05')
  })

  it('have this format in every language', () => {
    for (const language of LANGUAGES) {
      const { dateTime } = saigon(LOCALES[language].locale)
      assert.match(dateTime(at), /03\D11\D2026/)
      assert.match(dateTime(at), /\b00:05\b/)
    }
  })
})
