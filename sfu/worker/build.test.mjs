import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { expectedMinutes, jobs, percentOf, prepareSource } from './build.mjs'

const MEDIASOUP = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/mediasoup')

let folder
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'anhop-worker-'))
})
after(() => {
  rmSync(folder, { recursive: true })
})

test('the patches apply to the locked version of mediasoup', () => {
  const source = join(folder, 'fits')
  prepareSource(MEDIASOUP, source)
  const dtls = readFileSync(join(source, 'src/RTC/DtlsTransport.cpp'), 'utf8')
  assert.match(dtls, /\(operationType & BIO_CB_RETURN\) != 0/)
  assert.match(dtls, /!isWholeDtlsRecords\(this->ssl, data, len\)/)
  assert.match(readFileSync(join(source, 'meson.build'), 'utf8'), /meson_version: '>= 1\.0\.0'/)
})

test('a patch that does not apply stops the build and is named', () => {
  const other = join(folder, 'other')
  cpSync(join(MEDIASOUP, 'worker'), join(other, 'worker'), { recursive: true })
  writeFileSync(join(other, 'worker/src/RTC/DtlsTransport.cpp'), '// rewritten\n')
  assert.throws(
    () => prepareSource(other, join(folder, 'no')),
    /patches\/dtls-bio-return\.patch no longer fits/,
  )
})

test("ninja's counter becomes a percentage", () => {
  assert.equal(percentOf('[130/261] Compiling C++ object x.o'), 49)
  assert.equal(percentOf('[261/261] Linking target mediasoup-worker'), 100)
  assert.equal(percentOf('warning: [1/2]'), undefined)
})

test('compilers run no more jobs at a time than cores and memory allow', () => {
  assert.equal(jobs(2, 8 * 2 ** 30), 2)
  assert.equal(jobs(16, 4 * 2 ** 30), 4)
  assert.equal(jobs(4, 2 ** 29), 1)
  assert.equal(expectedMinutes(2), '4 to 7 minutes')
})
