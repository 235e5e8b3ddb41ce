import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PROPOSAL_WORDS } from '#server/policy/proposal.ts'
import { utf8 } from './bytes.ts'
import { commitmentOf, drawNonce, groupWords, knockWords, opensCommitment } from './words.ts'

const bytes = (value: number) => new Uint8Array(32).fill(value)
const PARTS = { deviceKey: bytes(1), founder: bytes(2), n: bytes(3), m: bytes(4) }

describe('words of a knock', () => {
  it('are four, the same on both sides, in either language', async () => {
    assert.deepEqual(await knockWords(PARTS, 'vi'), await knockWords(PARTS, 'vi'))
    for (const language of ['vi', 'en'] as const) {
      const words = await knockWords(PARTS, language)
      assert.equal(words.length, 4)
      for (const word of words) assert.ok(PROPOSAL_WORDS[language].includes(word), word)
    }
  })

  it('depend on everything that goes into them', async () => {
    const words = (await knockWords(PARTS, 'vi')).join(' ')
    for (const part of ['deviceKey', 'founder', 'n', 'm'] as const)
      assert.notEqual((await knockWords({ ...PARTS, [part]: bytes(9) }, 'vi')).join(' '), words)
  })

  it('are committed to before the other side says anything', async () => {
    const m = drawNonce()
    const commitment = await commitmentOf(PARTS.deviceKey, m)
    assert.ok(await opensCommitment(commitment, PARTS.deviceKey, m))
    assert.ok(!(await opensCommitment(commitment, PARTS.deviceKey, drawNonce())))
    assert.ok(!(await opensCommitment(commitment, bytes(9), m)))
    assert.ok(!(await opensCommitment(commitment, PARTS.deviceKey, m.slice(1))))
    const short = await commitmentOf(PARTS.deviceKey, m.slice(1))
    assert.ok(!(await opensCommitment(short, PARTS.deviceKey, m.slice(1))))
  })

  it('use the whole list about evenly', async () => {
    const seen = new Set<string>()
    for (let n = 0; n < 500; n += 1) {
      const nonce = new Uint8Array(32)
      new DataView(nonce.buffer).setUint32(0, n)
      for (const word of await knockWords({ ...PARTS, n: nonce }, 'en')) seen.add(word)
    }
    // 2000 draws of 2600: about 1395 different ones.
    assert.ok(seen.size > 1300 && seen.size < 1500, String(seen.size))
  })
})

describe('words of a group', () => {
  it('are eight, of one epoch of one group', async () => {
    const words = await groupWords(utf8('group'), bytes(5), 'vi')
    assert.equal(words.length, 8)
    assert.notDeepEqual(await groupWords(utf8('group'), bytes(6), 'vi'), words)
    assert.notDeepEqual(await groupWords(utf8('other'), bytes(5), 'vi'), words)
  })

  it('carry at least 88 bits', () => {
    for (const list of Object.values(PROPOSAL_WORDS)) assert.ok(8 * Math.log2(list.length) >= 88)
  })
})
