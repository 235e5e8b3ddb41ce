import assert from 'node:assert/strict'
import { it } from 'node:test'
import { inviteesIn, lineOf, listFault } from './names.ts'

const alone = (name: string) => ({ name, to: null })

it('parses a pasted list of names', () => {
  const pasted = '  Nguyễn An\r\n\r\nLê  Bình\t\n\n Phạm Chi '
  assert.deepEqual(inviteesIn(pasted, true), ['Nguyễn An', 'Lê Bình', 'Phạm Chi'].map(alone))
  assert.deepEqual(inviteesIn(' \n ', true), [])
})

it('parses addresses copied from mail programs and tables if the server sends mail', () => {
  const an = { name: 'Nguyễn An', to: 'an@example.vn' }
  for (const line of [
    'Nguyễn An <an@example.vn>',
    '"Nguyễn An" <an@example.vn>;',
    'Nguyễn An, an@example.vn',
    'Nguyễn An\tan@example.vn',
    'Nguyễn An; an@example.vn,',
    'Nguyễn An an@example.vn',
    ' Nguyễn An  < an@example.vn > ',
  ])
    assert.deepEqual(inviteesIn(line, true), [an], line)
  assert.deepEqual(inviteesIn('An, Phó Giám đốc', true), [alone('An, Phó Giám đốc')])
  assert.deepEqual(inviteesIn('An, PGĐ, an@example.vn', true), [
    { name: 'An, PGĐ', to: 'an@example.vn' },
  ])
  assert.deepEqual(inviteesIn('An <an@example.vn>', false), [alone('An <an@example.vn>')])
})

it('finds the line of a person in the list', () => {
  const pasted = '\n An\r\n\r\nBình\rChi\n \n\tDung'
  const people = inviteesIn(pasted, false)
  assert.deepEqual(
    people.map(({ name }, place) => [name, lineOf(pasted, place)]),
    [
      ['An', 2],
      ['Bình', 4],
      ['Chi', 5],
      ['Dung', 7],
    ],
  )
})

const fault = (text: string) => listFault(inviteesIn(text, true))

it('finds what the server would refuse', () => {
  assert.equal(fault('An\nBình <b@example.vn>'), null)
  assert.deepEqual(fault(''), { what: 'empty' })
  assert.deepEqual(fault('An\n'.repeat(201)), { what: 'tooMany' })
  assert.equal(fault('ệ'.repeat(60)), null)
  assert.deepEqual(fault(`An\n${'ệ'.repeat(61)}`), {
    what: 'nameTooLong',
    which: 'ệ'.repeat(61),
  })
  assert.deepEqual(fault('an@example.vn'), { what: 'nameMissing', which: 'an@example.vn' })
  assert.deepEqual(fault('An <an@>'), { what: 'badAddress', which: 'an@' })
  assert.deepEqual(fault('An <>'), { what: 'badAddress', which: 'An' })
  assert.deepEqual(fault('An <a@example.vn, b@example.vn>'), {
    what: 'badAddress',
    which: 'a@example.vn, b@example.vn',
  })
})
