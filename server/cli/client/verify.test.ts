import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { hashOf, manifestOf, withHashes } from '#client/build/integrity.ts'
import { MEETING_PAGES, PAGES } from '#protocol/pages.ts'
import { testServer } from '../../http/testing.ts'
import { anhop } from '../testing.ts'
import { signed } from './manifest.ts'

const COUNT = PAGES.length + MEETING_PAGES.length

const folder = mkdtempSync(join(tmpdir(), 'anhop-pages-'))
after(() => rmSync(folder, { recursive: true }))

const PAGE = `<!doctype html><title>An Họp</title>
<script type="module" crossorigin src="/assets/index-a.js"></script>`
const FILES = {
  '/assets/index-a.js': "import('/assets/room-b.js')",
  '/assets/room-b.js': 'export {}',
  '/index.html': PAGE,
}

/** A small client as the build leaves it, with its manifest. */
function built(name: string): string {
  const client = join(folder, name)
  mkdirSync(join(client, 'assets'), { recursive: true })
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(client, path), text)
  const hash = (path: string) => hashOf(readFileSync(join(client, path)))
  writeFileSync(join(client, 'index.html'), withHashes(PAGE, ['/assets/room-b.js'], hash))
  writeFileSync(manifestIn(client), JSON.stringify(manifestOf(client, '1.2.3')))
  return client
}
const manifestIn = (client: string) => join(client, 'client-manifest.json')

const right = built('right')
/** The same client, with changes by somebody who holds the server. */
function changed(name: string, change: (client: string) => void): string {
  const client = join(folder, name)
  cpSync(right, client, { recursive: true })
  change(client)
  return client
}

async function serving(clientFolder: string) {
  const server = await testServer({ clientFolder })
  const url = await server.fastify.listen({ port: 0, host: '127.0.0.1' })
  return { url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

const verify = (url: string, ...options: string[]) =>
  anhop(['client', 'verify', url, '--manifest', manifestIn(right), ...options])
async function verdict(client: string) {
  await using server = await serving(client)
  const { code, out } = await verify(server.url, '--json')
  return { code, ...JSON.parse(out) }
}

describe('anhop client verify', () => {
  it('says that a server serves exactly these pages', async () => {
    await using server = await serving(right)
    const { code, out, err } = await verify(`${server.url}/m/whatever`)
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /Compared with version 1\.2\.3, contract \d+; .* sha256-/)
    assert.ok(out.includes(`Same: 3 files, ${COUNT} pages.`), out)
    assert.match(out, /serves exactly these pages/)
    assert.match(out, /No signature of the list was checked/)
  })

  it('finds an altered file, a missing one and one too many', async () => {
    const other = await verdict(
      changed('altered', (client) => {
        writeFileSync(join(client, 'assets/room-b.js'), 'export { x }')
        rmSync(join(client, 'assets/index-a.js'))
        writeFileSync(join(client, 'extra.js'), 'steal()')
        writeFileSync(manifestIn(client), JSON.stringify(manifestOf(client, '1.2.4')))
      }),
    )
    assert.equal(other.code, 1)
    assert.deepEqual(other.differs, ['/assets/room-b.js'])
    assert.deepEqual(other.missing, ['/assets/index-a.js'])
    assert.deepEqual(other.extra, ['/extra.js'])
    assert.deepEqual(other.same, { files: 1, pages: COUNT })
    assert.equal(other.says.version, '1.2.4')
  })

  it('does not believe the list of the server itself', async () => {
    const lying = changed('lying', (client) =>
      writeFileSync(join(client, 'assets/room-b.js'), 'steal()'),
    )
    const { code, differs } = await verdict(lying)
    assert.deepEqual([code, differs], [1, ['/assets/room-b.js']])
  })

  it('finds an altered page at every address, and what it loads', async () => {
    const page = changed('page', (client) => {
      const file = join(client, 'index.html')
      const more = '<script src="/evil.js\u001B[2J"></script><script>steal()</script>'
      writeFileSync(file, readFileSync(file, 'utf8') + more)
    })
    const { code, differs, strangers } = await verdict(page)
    assert.equal(code, 1)
    assert.equal(differs.length, COUNT + 1)
    assert.deepEqual(strangers, ['/evil.js?[2J', 'a script in the page itself'])
    await using server = await serving(page)
    const { err } = await verify(server.url)
    assert.match(err, /Differs: \/\n/)
    assert.ok(err.includes(`Differs: ${COUNT + 1 - 20} more`), err)
    assert.match(err, /An altered page loads: \/evil\.js/)
    assert.ok(err.includes(`serves other pages than these: ${COUNT + 1} differences`), err)
  })

  it('notices a page whose hashes were exchanged along with a script', async () => {
    const both = changed('both', (client) => {
      writeFileSync(join(client, 'assets/index-a.js'), 'steal()')
      const hash = (path: string) => hashOf(readFileSync(join(client, path)))
      writeFileSync(join(client, 'index.html'), withHashes(PAGE, ['/assets/room-b.js'], hash))
    })
    const { code, strangers } = await verdict(both)
    assert.deepEqual([code, strangers], [1, ['/assets/index-a.js']])
  })

  it('says what it cannot do: no server, no list, no address', async () => {
    const unreachable = await verify('http://127.0.0.1:9')
    assert.deepEqual([unreachable.code, unreachable.out], [1, ''])
    assert.match(unreachable.err, /Cannot fetch \S+ from http:\/\/127\.0\.0\.1:9/)
    const none = await anhop(['client', 'verify', 'http://127.0.0.1:9', '--manifest', '/none'])
    assert.match(none.err, /Cannot read \/none/)
    assert.equal((await verify('meet.example.vn')).code, 2)
  })

  it('works over TLS with an authority of one’s own, as Node does', async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const about = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    execFileSync('openssl', [...make, ...about, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    await using server = await testServer({ clientFolder: right })
    const tls = createServer(
      { cert: readFileSync(cert), key: readFileSync(key) },
      (asked, answer) => server.fastify.routing(asked, answer),
    )
    await new Promise<void>((resolve) => tls.listen(0, resolve))
    try {
      const { port } = tls.address() as AddressInfo
      const args = ['client', 'verify', `https://localhost:${port}`]
      const all = [...args, '--manifest', manifestIn(right)]
      const unknown = await anhop(all)
      assert.equal(unknown.code, 1)
      assert.match(unknown.err, /Cannot fetch .*certificate/)
      const known = await anhop(all, { NODE_EXTRA_CA_CERTS: cert })
      assert.deepEqual([known.code, known.err], [0, ''])
      assert.doesNotMatch(known.out, /Without TLS/)
    } finally {
      tls.close()
    }
  })
})

function kept(name: string, key: KeyObject, type: 'spki' | 'pkcs8'): string {
  const path = join(folder, name)
  writeFileSync(path, key.export({ type, format: 'pem' } as { type: 'spki'; format: 'pem' }))
  return path
}

describe('the signature of a list', () => {
  const keys = generateKeyPairSync('ed25519')
  const file = manifestIn(right)
  const ours = kept('ours.pub', keys.publicKey, 'spki')

  it('is checked against a key before anything is fetched', async () => {
    await using server = await serving(right)
    const missing = await verify(server.url, '--key', ours)
    assert.match(missing.err, /Cannot read \S+client-manifest\.json\.sig/)
    writeFileSync(`${file}.sig`, signed(readFileSync(file), keys.privateKey))
    const { code, out } = await verify(server.url, '--key', ours)
    assert.equal(code, 0)
    assert.match(out, /The signature of the list is right/)

    const other = kept('other.pub', generateKeyPairSync('ed25519').publicKey, 'spki')
    const wrong = await verify('http://127.0.0.1:9', '--key', other)
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /The signature in \S+ is not right/)
    rmSync(`${file}.sig`)
  })

  it('is not checked with a key of another kind, or with the secret half', async () => {
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
    const { err } = await verify('http://127.0.0.1:9', '--key', kept('p256.pub', p256, 'spki'))
    assert.match(err, /no Ed25519 key/)
    const secret = kept('ours.key', keys.privateKey, 'pkcs8')
    assert.match((await verify('http://127.0.0.1:9', '--key', secret)).err, /is the secret key/)
  })
})
