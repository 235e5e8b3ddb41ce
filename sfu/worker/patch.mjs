// Applies a unified diff without fuzz and without the patch program: the old lines of each hunk
// must occur in the file exactly once.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The file a patch applies to, and its hunks as old and new text. */
export function parsePatch(text) {
  const file = /^\+\+\+ b\/(.+)$/m.exec(text)?.[1]
  const [, ...hunks] = text.split(/^@@ .*\n/m)
  if (!file || hunks.length === 0) throw new Error('it is not a patch of one file')
  return { file, hunks: hunks.map((hunk) => ({ old: side(hunk, '-'), new: side(hunk, '+') })) }
}

function side(hunk, sign) {
  return hunk
    .split('\n')
    .filter((line) => line.startsWith(sign) || line.startsWith(' '))
    .map((line) => line.slice(1))
    .join('\n')
}

/** Patches a file below `folder`, or throws and leaves it unchanged. */
export function applyPatch(folder, text) {
  const patch = parsePatch(text)
  const path = join(folder, patch.file)
  if (!existsSync(path)) throw new Error(`there is no ${patch.file}`)
  const patched = patch.hunks.reduce(
    (content, hunk) => {
      const parts = content.split(hunk.old)
      if (parts.length !== 2) {
        throw new Error(`its old lines occur ${parts.length - 1} times in ${patch.file}`)
      }
      return parts.join(hunk.new)
    },
    readFileSync(path, 'utf8'),
  )
  writeFileSync(path, patched)
}
