import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { runInNewContext } from 'node:vm'
import { LANGUAGES } from '../src/i18n/languages.ts'
import { loadTexts } from '../src/i18n/parts.ts'
import { offlinePage } from './page.ts'

it('the offline page has every language and runs only its own script', async () => {
  const { html, policy } = await offlinePage()
  for (const language of LANGUAGES) {
    const { title } = await loadTexts(language, 'offline')
    assert.ok(html.includes(`<main lang="${language}"`) && html.includes(title), language)
  }
  const script = /<script>([^]*)<\/script>/.exec(html)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  assert.ok(policy.includes(`default-src 'none'; `))
  assert.ok(policy.includes(`script-src 'sha256-${hash}'`))
  assert.doesNotMatch(html, /src=|href=|url\(|https?:/)
})

type Fetched = {
  request: { mode: string; method: string }
  preloadResponse: Promise<unknown>
  respondWith: (answer: Promise<unknown>) => unknown
}

/**
 * Runs the worker in its own context; returns its response to one request and what it fetched.
 */
async function answerTo(request: Fetched['request'], preload: Promise<unknown> | null) {
  const listeners = new Map<string, (event: Fetched) => void>()
  const asked: unknown[] = []
  runInNewContext(readFileSync(join(import.meta.dirname, 'worker.js'), 'utf8'), {
    self: {
      registration: preload === null ? {} : { navigationPreload: {} },
      addEventListener: (name: string, listener: (event: Fetched) => void) =>
        listeners.set(name, listener),
    },
    fetch: (what: unknown) => asked.push(what),
    Response,
  })
  const answers: Promise<unknown>[] = []
  listeners.get('fetch')?.({
    request,
    preloadResponse: preload ?? Promise.resolve(undefined),
    respondWith: (given) => answers.push(given),
  })
  return { answer: (await Promise.all(answers))[0] ?? null, asked }
}

describe('the offline worker', () => {
  const page = { mode: 'navigate', method: 'GET' }

  it('passes on the navigation preload, and fetches nothing itself', async () => {
    const fetched = new Response('a page')
    assert.deepEqual(await answerTo(page, Promise.resolve(fetched)), { answer: fetched, asked: [] })
  })

  it('responds with the offline page when the server is unreachable', async () => {
    const { answer } = await answerTo(page, Promise.reject(new TypeError('no server')))
    assert.ok(answer instanceof Response)
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
  })

  it('ignores files, the API, forms, and browsers without navigation preload', async () => {
    const nothing = { answer: null, asked: [] }
    const never = Promise.resolve(new Response('wrong'))
    for (const mode of ['cors', 'no-cors', 'same-origin'])
      assert.deepEqual(await answerTo({ mode, method: 'GET' }, never), nothing)
    assert.deepEqual(await answerTo({ ...page, method: 'POST' }, never), nothing)
    assert.deepEqual(await answerTo(page, null), nothing)
  })

  it('has no cache, no messages and no notifications', () => {
    const worker = readFileSync(join(import.meta.dirname, 'worker.js'), 'utf8')
    assert.doesNotMatch(worker, /caches|indexedDB|postMessage|push|notification/i)
  })
})
