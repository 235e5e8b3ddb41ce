import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it, mock } from 'node:test'
import { pagesVersion } from './version.ts'

const answering = (answer: () => Promise<Response>) => mock.method(globalThis, 'fetch', answer)

describe('the version of the pages', () => {
  it('is how the hash of their list begins in docs/client-versions.md', async (t) => {
    const list = '{"version":"0.2.0"}\n'
    const asked = answering(() => Promise.resolve(new Response(list)))
    t.after(() => mock.restoreAll())
    const hash = createHash('sha256').update(list).digest('base64')
    assert.ok(hash.startsWith((await pagesVersion()) ?? '-'))
    assert.equal((await pagesVersion())?.length, 12)
    assert.equal(asked.mock.calls[0]?.arguments[0], '/client-manifest.json')
  })

  it('is unknown where there is no list, or no network', async (t) => {
    t.after(() => mock.restoreAll())
    answering(() => Promise.resolve(new Response('', { status: 404 })))
    assert.equal(await pagesVersion(), null)
    mock.restoreAll()
    answering(() => Promise.reject(new TypeError('Failed to fetch')))
    assert.equal(await pagesVersion(), null)
  })
})
