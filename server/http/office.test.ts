import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIMITS } from '#protocol/limits.ts'
import type { Office } from '#protocol/office.ts'
import { jpegOf, pngOf, webpOf } from '../files/documents/testing.ts'
import { testServer } from './testing.ts'
import type { Browser } from './testing.ts'

const MINUTE = 60_000
const NOTHING: Office = {
  name: null,
  accent: null,
  helpLine: null,
  helpAddress: null,
  emblem: null,
  shades: null,
}
const upload = (tab: Browser, payload: Buffer, type = 'application/octet-stream') =>
  tab.send({
    method: 'POST',
    url: '/api/office/emblem',
    payload,
    headers: { 'content-type': type },
  })
const seen = async (tab: Browser): Promise<Office> => (await tab.get('/api/me')).json().office

const stale = async (tab: Browser, code: string) => {
  const answers = [
    await tab.post('/api/office', { name: 'X' }),
    await upload(tab, pngOf()),
    await tab.delete('/api/office/emblem'),
  ]
  assert.deepEqual(
    answers.map((answer) => answer.json().code),
    [code, code, code],
  )
}

describe('the office', () => {
  it('[POL3] is seen by everyone with the first request, and changes field by field', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    const guest = server.browser()
    assert.deepEqual(await seen(guest), NOTHING)
    const first = await operator.post('/api/office', {
      name: '  Văn phòng   Sở Nội vụ ',
      accent: '#DA251D',
      helpLine: '(024) 3804 1234',
      helpAddress: ' hotro@sonoivu.gov.vn',
    })
    assert.equal(first.statusCode, 200)
    const office = await seen(guest)
    assert.deepEqual(office, first.json())
    assert.deepEqual(
      [office.name, office.accent, office.helpLine, office.helpAddress],
      ['Văn phòng Sở Nội vụ', '#da251d', '(024) 3804 1234', 'hotro@sonoivu.gov.vn'],
    )
    assert.equal(office.shades?.light.on, '#ffffff')
    await operator.post('/api/office', { accent: null, name: null })
    assert.deepEqual(await seen(guest), { ...office, name: null, accent: null, shades: null })
  })

  it('[POL3] names the field that is wrong, and changes nothing then', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    for (const [change, field, fault] of [
      [{ accent: '#ffcd00', name: 'X' }, 'accent', 'invalid'],
      [{ accent: 'red' }, 'accent', 'invalid'],
      [{ accent: '#fff' }, 'accent', 'invalid'],
      [{ helpAddress: 'javascript:alert(1)' }, 'helpAddress', 'invalid'],
      [{ helpAddress: 'http://hotro.gov.vn' }, 'helpAddress', 'invalid'],
      [{ name: 'x'.repeat(LIMITS.officeName + 1) }, 'name', 'too_long'],
      [{ name: ' ' }, 'name', 'empty'],
      [{ helpLine: '\u200b' }, 'helpLine', 'empty'],
    ] as const) {
      const refused = (await operator.post('/api/office', change)).json()
      assert.deepEqual([refused.code, refused.field, refused.fault], ['invalid_input', field, fault]) // prettier-ignore
    }
    for (const change of [{}, { emblem: 'x' }, { shades: null }, []])
      assert.equal((await operator.post('/api/office', change)).json().code, 'invalid_input')
    assert.deepEqual(await seen(operator), NOTHING)
  })

  it('[POL3] serves the emblem under its hash with its own type, and nothing else', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    const guest = server.browser()
    for (const [type, bytes] of [
      ['image/png', pngOf()],
      ['image/jpeg', jpegOf()],
      ['image/webp', webpOf()],
    ] as const) {
      // The declared type and name do not matter; the content does.
      const { emblem } = (await upload(operator, bytes)).json()
      assert.match(emblem, /^[0-9a-f]{32}$/)
      const answer = await guest.get(`/api/office/emblem/${emblem}`)
      assert.deepEqual(answer.rawPayload, bytes)
      assert.equal(answer.headers['content-type'], type)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.equal(answer.headers['content-security-policy'], "default-src 'none'; sandbox")
      assert.match(String(answer.headers['cache-control']), /immutable/)
      assert.equal((await seen(guest)).emblem, emblem)
    }
    const old = (await seen(guest)).emblem
    assert.equal((await operator.delete('/api/office/emblem')).json().emblem, null)
    for (const hash of [old, '', 'x', '0'.repeat(32), '..%2F..%2Fme'])
      assert.equal((await guest.get(`/api/office/emblem/${hash}`)).statusCode, 404)
  })

  it('[POL3] refuses an emblem by its content and its size', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    for (const [bytes, code] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'document_type'],
      [pngOf().subarray(0, -4), 'document_broken'],
      [Buffer.concat([jpegOf(), Buffer.from('and more')]), 'document_broken'],
      [pngOf(20_000, 20_000), 'document_too_large'],
      [Buffer.alloc(LIMITS.emblemBytes + 1), 'too_large'],
    ] as const)
      assert.equal((await upload(operator, bytes)).json().code, code)
    for (const type of ['image/png', 'multipart/form-data', 'application/json', 'text/html'])
      assert.ok((await upload(operator, pngOf(), type)).statusCode >= 400, type)
    assert.deepEqual(await seen(operator), NOTHING)
    assert.ok(!(await server.store.audit.latest(20)).some(({ action }) => action === 'office.changed')) // prettier-ignore
  })

  it('[POL3] takes an operator with a fresh proof', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    const host = await server.signedIn('chi', 'host')
    await stale(server.browser(), 'unauthenticated')
    await stale(host, 'forbidden')
    server.clock.now += 6 * MINUTE
    await stale(operator, 'proof_needed')
    assert.deepEqual(await seen(operator), NOTHING)
  })

  it('[POL3] each change is audited with the old and new value; what stays the same is not', async () => {
    await using server = await testServer()
    const operator = await server.signedIn('anh', 'operator')
    await operator.post('/api/office', { name: 'Sở Nội vụ', helpLine: null })
    await operator.post('/api/office', { name: 'Sở Nội vụ', accent: '#da251d' })
    const { emblem } = (await upload(operator, pngOf())).json()
    await upload(operator, pngOf())
    await operator.delete('/api/office/emblem')
    const entries = (await server.store.audit.latest(20)).filter(
      ({ action }) => action === 'office.changed',
    )
    assert.deepEqual(
      entries.map(({ details }) => details),
      [
        { setting: 'name', before: null, after: 'Sở Nội vụ' },
        { setting: 'accent', before: null, after: '#da251d' },
        { setting: 'emblem', before: null, after: emblem },
        { setting: 'emblem', before: emblem, after: null },
      ],
    )
  })

  it('[POL3] a change made by another server of the cluster is seen at once', async () => {
    await using one = await testServer()
    await using other = await testServer({ store: one.store })
    const operator = await one.signedIn('anh', 'operator')
    const { emblem } = (await upload(operator, pngOf())).json()
    const guest = other.browser()
    assert.equal((await seen(guest)).emblem, emblem)
    assert.deepEqual((await guest.get(`/api/office/emblem/${emblem}`)).rawPayload, pngOf())
    const next = (await upload(operator, webpOf())).json().emblem
    assert.equal((await guest.get(`/api/office/emblem/${emblem}`)).statusCode, 404)
    assert.deepEqual((await guest.get(`/api/office/emblem/${next}`)).rawPayload, webpOf())
  })
})
