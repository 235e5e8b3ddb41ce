import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { BODIES } from './http.ts'
import { REQUESTS } from './messages.ts'
import { PersonName } from './model.ts'
import { inputRefusal } from './refused-input.ts'
import { nameLine, optionalText, writtenLine, writtenText } from './text.ts'

const EMOJI = ['👩‍🔬', '👩‍❤️‍💋‍👨', '👨‍👨‍👧‍👦', '🧑🏽‍🚒', '❤️‍🩹', '❤‍🔥', '🏴‍☠️', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇻🇳', '3️⃣', '☎︎', '👍🏿']
const PRIVATE_OR_UNSEEN =
  /(?!\n|\u200d|[\ufe0e\ufe0f]|[\u{e0020}-\u{e007f}]|\p{Extended_Pictographic})[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u

/** The refusal's details without its code. */
function refused(schema: z.ZodType, input: unknown) {
  const parsed = schema.safeParse(input)
  assert.ok(!parsed.success, JSON.stringify(input))
  const { code, ...rest } = inputRefusal(parsed.error, input).toWire()
  assert.equal(code, 'invalid_input')
  return rest
}

describe('written text', () => {
  const text = writtenText(2000)
  const line = writtenLine(200)

  it('[INP1] is stripped of invisible characters that come with pasted text', () => {
    for (const [pasted, clean] of [
      ['Họ tên\tChức vụ\tPhòng', 'Họ tên Chức vụ Phòng'],
      ['\uf0a7\tBáo cáo quý', 'Báo cáo quý'],
      ['Thống\u00adnhất\u200b ý\ufeff kiến', 'Thốngnhất ý kiến'],
      ['Một\r\nHai\rBa\u2028Bốn\u000bNăm', 'Một\nHai\nBa\nBốn\nNăm'],
      ['\u202eđảo\u2066 chữ\u200f', 'đảo chữ'],
      ['a\udc00b\u0000\u001b[2J', 'ab[2J'],
      ['Nguye\u200bˆ\u0303n', 'Nguyeˆ\u0303n'.normalize('NFC')],
      ['Xin\u00a0chào\u3164', 'Xin\u00a0chào'],
    ] as const)
      assert.equal(text.parse(pasted), clean, JSON.stringify(pasted))
    assert.equal(line.parse(' Kính\tgửi:\n\nông\u200b An\u00ad '), 'Kính gửi: ông An')
  })

  it('[INP1] keeps emoji whole, including joined ones', () => {
    for (const emoji of EMOJI) {
      const written = `Chúc mừng ${emoji}${emoji}!`
      assert.equal(text.parse(written), written)
      assert.equal(line.parse(written), written)
    }
    assert.equal(text.parse('chữ\u200dthường'), 'chữthường', 'a joiner outside an emoji is removed')
  })

  it('[INP1] never has invisible characters, and cleaning is idempotent, for any input', () => {
    const sign = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(...EMOJI, '\u200d', '\ufe0f', '\t', '\n', '\r', ' ', '\u00ad', '\ud800'),
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        for (const schema of [optionalText(2000), writtenLine(2000)]) {
          const once = schema.safeParse(signs.join(''))
          if (!once.success) continue
          assert.ok(!PRIVATE_OR_UNSEEN.test(once.data), JSON.stringify(once.data))
          assert.equal(schema.parse(once.data === '' ? 'x' : once.data), once.data || 'x')
        }
      }),
    )
  })

  it('[INP1] is refused with a reason when nothing is left of it or it is too long', () => {
    for (const nothing of ['', ' \n\t', '\u200b\ufeff', '\uf0b7', '\ufe0f'])
      assert.deepEqual(refused(z.strictObject({ text }), { text: nothing }), {
        field: 'text',
        fault: 'empty',
      })
    for (const long of ['ệ'.repeat(2001), 'x'.repeat(60_000)])
      assert.deepEqual(refused(z.strictObject({ text }), { text: long }), {
        field: 'text',
        fault: 'too_long',
        most: 2000,
      })
    assert.equal(text.parse('👩‍🔬'.repeat(600)).length, 600 * 5)
    assert.equal(optionalText(10).parse(' \u200b'), '')
  })
})

describe('a name', () => {
  it('[ADM5] is checked, and the refusal says which name failed and why', () => {
    const enter = BODIES.enter
    assert.deepEqual(refused(enter, { name: 'An\u200b' }), { field: 'name', fault: 'hidden' })
    assert.deepEqual(refused(enter, { name: '👩‍🔬 An' }), { field: 'name', fault: 'hidden' })
    assert.deepEqual(refused(enter, { name: ' ' }), { field: 'name', fault: 'empty' })
    assert.deepEqual(refused(enter, { name: 'x'.repeat(61) }), { field: 'name', fault: 'too_long', most: 60 }) // prettier-ignore
    assert.deepEqual(refused(BODIES.createInvites, { names: ['An', 'Bình', 'Chi\u202e'] }), {
      field: 'names.2',
      fault: 'hidden',
    })
    assert.equal(PersonName.parse('Nguyễn\tVăn  An\t'), 'Nguyễn Văn An')
    assert.equal(nameLine(9).safeParse('a\nb').success, false)
  })
})

describe('a refusal of invalid input', () => {
  it('[INP2] names the faulty field, including nested ones', () => {
    assert.deepEqual(refused(REQUESTS['lobby.return'], { message: null }), {
      field: 'ids',
      fault: 'missing',
    })
    assert.deepEqual(refused(REQUESTS['chat.send'], { sealed: 7 }), { field: 'sealed', fault: 'invalid' }) // prettier-ignore
    const vote = {
      question: 'Đồng ý?',
      subject: { kind: 'choices', choices: ['Có', '\u00ad'], several: false },
      secret: false,
      live: false,
      guests: false,
      quorum: null,
      minutes: null,
    }
    assert.deepEqual(refused(REQUESTS['vote.open'], vote), {
      field: 'subject.choices.1',
      fault: 'empty',
    })
    assert.deepEqual(refused(BODIES.signIn, { username: 'x'.repeat(65), password: 'x' }), {
      field: 'username',
      fault: 'too_long',
      most: 64,
    })
  })

  it('names no field when the fault belongs to none', () => {
    assert.deepEqual(refused(BODIES.enter, { role: 'host' }), {})
    assert.deepEqual(refused(BODIES.enter, null), {})
  })
})
