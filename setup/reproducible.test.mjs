// Whoever builds the same sources gets the same client, wherever they build it: only so can pages be
// compared with their sources from another machine.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SOURCES, buildClient, ensureClient } from './lib/client.mjs'
import { filesBelow } from './lib/files.mjs'
import { ROOT } from './lib/paths.mjs'

const folder = mkdtempSync(join(tmpdir(), 'anhop-built-elsewhere-'))
after(() => rmSync(folder, { recursive: true }))

/** The sources again, in a folder of another name and depth, without what was built. */
function copySources() {
  const files = SOURCES.folders.flatMap((name) => filesBelow(ROOT, name))
  for (const file of [...files, ...SOURCES.files]) cpSync(join(ROOT, file), join(folder, file))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
}

/** Workers and worklets, and what they load: import maps do not reach them. */
const OF_WORKERS = /\/((\w+-)?worker|workletProcessor|vision_wasm_module_internal)-/

const built = (root) => join(root, 'client', 'dist')

describe('the client', () => {
  before(async () => {
    // What the set-up built, if that is up to date.
    await ensureClient(process.execPath)
    copySources()
    await buildClient(process.execPath, folder)
  })

  it('has the same files, byte by byte, when it is built in another folder', () => {
    const files = filesBelow(built(ROOT), '.')
    assert.ok(files.length > 300, String(files.length))
    assert.deepEqual(filesBelow(built(folder), '.'), files)
    const differing = files.filter(
      (file) =>
        !readFileSync(join(built(ROOT), file)).equals(readFileSync(join(built(folder), file))),
    )
    assert.deepEqual(differing, [])
  })

  it('loads no script and no style sheet whose hash its page does not name', () => {
    const page = readFileSync(join(built(ROOT), 'index.html'), 'utf8')
    const { files } = JSON.parse(readFileSync(join(built(ROOT), 'client-manifest.json'), 'utf8'))
    const tags = page.match(/<(script|link)\b[^>]*(\.js|\.css)"[^>]*>/g) ?? []
    assert.ok(tags.length >= 5, page)
    for (const tag of tags) {
      const [, path, hash] = /(?:src|href)="([^"]+)".* integrity="([^"]+)"/.exec(tag) ?? []
      assert.ok(path, tag)
      assert.equal(hash, files[path], tag)
    }
    const [, map] = /<script type="importmap">(.*?)<\/script>/.exec(page) ?? []
    const { integrity } = JSON.parse(map)
    for (const [path, hash] of Object.entries(integrity)) assert.equal(hash, files[path], path)
    const unnamed = Object.keys(files).filter(
      (path) => /^\/assets\/[^/]+\.(js|css)$/.test(path) && !page.includes(`"${path}"`),
    )
    assert.deepEqual(
      unnamed.filter((path) => !OF_WORKERS.test(path)),
      [],
    )
  })
})
