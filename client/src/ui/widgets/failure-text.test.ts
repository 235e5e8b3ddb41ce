import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { texts as en } from '../../i18n/en/main.ts'
import { texts as vi } from '../../i18n/vi/main.ts'
import { failureText } from './failure-text.ts'

const code = 'invalid_input'

describe('failure texts', () => {
  it('[INP2] name the field and the cause', () => {
    const of = (field: string, fault: 'hidden' | 'empty', most?: number) =>
      failureText(en, { code, field, fault, ...(most === undefined ? {} : { most }) })
    assert.equal(of('title', 'empty'), en.input.empty(en.input.fields.title))
    assert.match(of('title', 'empty'), /title/i)
    assert.match(of('names.3', 'hidden'), /4.*hidden/)
    assert.match(of('subject.choices.1', 'empty'), /choice.*2/i)
    assert.match(failureText(vi, { code, field: 'text', fault: 'too_long', most: 2000 }), /2000/)
  })

  it('use the general sentence if the field is not one a person fills in', () => {
    for (const field of [undefined, 'rtpParameters.codecs.0', 'constructor', 'toString'])
      assert.equal(failureText(vi, { code, ...(field && { field }) }), vi.errors.invalid_input)
    assert.equal(failureText(vi, { code: 'busy' }), vi.errors.busy)
  })

  it('state the required length of a password and the rule for a setting', () => {
    assert.match(failureText(vi, { code: 'password_too_short', atLeast: 20 }), /20/)
    assert.match(failureText(vi, { code: 'too_loose', rule: 'PWD2' }), /PWD2/)
  })
})
