import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hueOf, initialsOf, nameForms } from './names.ts'

describe('names', () => {
  it('are shortened from the front, and keep the given name whole', () => {
    assert.deepEqual(nameForms('Trần Thị Bích Ngọc'), [
      'Trần Thị Bích Ngọc',
      'T. Thị Bích Ngọc',
      'T. T. Bích Ngọc',
      'T. T. B. Ngọc',
      'Ngọc',
    ])
    assert.deepEqual(nameForms('An'), ['An'])
  })

  it('lose what was added to them first', () => {
    assert.deepEqual(nameForms('Lê Tám - Sở Nội vụ'), [
      'Lê Tám - Sở Nội vụ',
      'Lê Tám',
      'L. Tám',
      'Tám',
    ])
    assert.equal(nameForms('Đỗ Thị Hằng (Phòng Hành chính)')[1], 'Đỗ Thị Hằng')
    assert.equal(initialsOf('Đỗ Thị Hằng, Chánh Văn phòng'), 'ĐH')
    assert.equal(initialsOf('(khách)'), '(')
  })

  it('give the initials of family and given name', () => {
    assert.equal(initialsOf('nguyễn ánh'), 'NÁ')
    assert.equal(initialsOf('Ủy'), 'Ủ')
  })

  it('have forms of any text, the first as given, none empty, none longer than the one before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const name = text.trim()
        fc.pre(name !== '')
        const forms = nameForms(name)
        assert.equal(forms[0], name)
        for (const [at, form] of forms.entries()) {
          assert.notEqual(form, '')
          assert.ok(at < 2 || form.length <= (forms[1]?.length ?? 0) + name.split(/\s+/).length)
        }
      }),
    )
  })

  it('get one of eight colors, always the same', () => {
    const names = Array.from({ length: 200 }, (_, n) => `Người ${n}`)
    assert.deepEqual(new Set(names.map(hueOf)), new Set([1, 2, 3, 4, 5, 6, 7, 8]))
    assert.equal(hueOf('Trần Thị Bích Ngọc'), hueOf('Trần Thị Bích Ngọc'.normalize('NFD')))
  })
})
