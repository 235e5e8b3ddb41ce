// Hashes of files and trees, to detect whether a finished step is still up to date.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from './files.mjs'

export function hashFile(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** One hash over names and contents of folders and files; missing ones count as empty. */
export function hashTree(root, { folders = [], files = [] }) {
  const hash = createHash('sha256')
  const present = files.filter((file) => existsSync(join(root, file)))
  for (const file of [...folders.flatMap((folder) => filesBelow(root, folder)), ...present]) {
    // The length delimits name and content.
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
