import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contrast, isReadable, readable, shadesOf } from './accent.ts'
import { isHelpAddress } from './help-address.ts'
import { helpLink } from './help-link.ts'

/** Colors from all over the cube, and those that offices use. */
const STEPS = [0, 51, 102, 153, 204, 255]
const hex = (part: number) => part.toString(16).padStart(2, '0')
const ALL = [
  '#da251d',
  '#14507f',
  '#8b1a1a',
  '#777777',
  ...STEPS.flatMap((r) => STEPS.flatMap((g) => STEPS.map((b) => `#${hex(r)}${hex(g)}${hex(b)}`))),
]

describe('[POL3] the accent color', () => {
  it('is readable exactly if white text on it has a contrast of 4.5', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21)
    assert.equal(isReadable('#767676'), true)
    assert.equal(isReadable('#777777'), false)
    assert.deepEqual([isReadable('#da251d'), isReadable('#ffcd00')], [true, false])
  })

  it('becomes readable by darkening, and stays as it is if it already is', () => {
    for (const color of ALL) {
      assert.ok(isReadable(readable(color)), color)
      if (isReadable(color)) assert.equal(readable(color), color)
    }
    assert.equal(readable('#ffffff'), '#757575')
  })

  it('has shades whose texts keep AA in both themes, whatever the color', () => {
    for (const color of ALL) {
      const { light, dark } = shadesOf(color)
      for (const { brand, strong, soft, on } of [light, dark]) {
        for (const [ink, ground] of [
          [on, brand],
          [on, strong],
          [strong, soft],
        ] as const) {
          assert.ok(contrast(ink, ground) >= 4.5, `${color}: ${ink} on ${ground}`)
        }
      }
    }
  })
})

describe('the help desk’s address', () => {
  it('is a mail address or an https page', () => {
    for (const [address, link] of [
      ['hotro@soyte.gov.vn', 'mailto:hotro@soyte.gov.vn'],
      ['https://hotro.gov.vn/hop?x=1', 'https://hotro.gov.vn/hop?x=1'],
    ] as const) {
      assert(isHelpAddress(address))
      assert.equal(helpLink(address), link)
    }
  })

  it('is nothing that runs, hides its host or leaves https', () => {
    for (const text of [
      '',
      'javascript:alert(1)',
      'data:text/html,x',
      'http://hotro.gov.vn',
      'https://',
      'https://gov.vn@evil.example/',
      'https://a:b@evil.example/',
      'https://gov.vn\\@evil.example',
      'https://hotro.gov.vn/ x',
      'https://hotro.gov.vn/"onclick="x',
      'mailto:a@b.vn',
      'hotro@soyte.gov.vn?bcc=x@evil.example',
      `https://gov.vn/${'a'.repeat(300)}`,
    ]) {
      assert(!isHelpAddress(text), text)
      assert.match(helpLink(text), /^(?:mailto:|https:\/\/)/, 'not even then')
    }
  })
})
