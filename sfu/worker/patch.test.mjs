import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { applyPatch, parsePatch } from './patch.mjs'

const PATCH = `Why it is needed.

--- a/file
+++ b/file
@@ -1,3 +1,3 @@
 one
-two
+TWO
 three
`

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anhop-patch-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function patched(content) {
  writeFileSync(join(folder, 'file'), content)
  applyPatch(folder, PATCH)
  return readFileSync(join(folder, 'file'), 'utf8')
}

test('a patch changes only its own lines, even if they have moved', () => {
  assert.equal(patched('zero\none\ntwo\nthree\nfour\n'), 'zero\none\nTWO\nthree\nfour\n')
})

test('a patch whose lines are missing or ambiguous changes nothing and fails', () => {
  assert.throws(() => patched('one\n2\nthree\n'), /occur 0 times in file/)
  const twice = 'one\ntwo\nthree\none\ntwo\nthree\n'
  assert.throws(() => patched(twice), /occur 2 times in file/)
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), twice)
})

test('a patch for a missing file, and text that is not a patch, are refused', () => {
  assert.throws(() => applyPatch(folder, PATCH), /there is no file/)
  assert.throws(() => parsePatch('--- a/x\n'), /not a patch/)
})
