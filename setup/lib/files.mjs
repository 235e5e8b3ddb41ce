import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const NOT_SOURCES = new Set(['node_modules', 'dist', 'results'])

/** Every source file below `folder`, relative to `root`, in a fixed order. */
export function filesBelow(root, folder) {
  const full = join(root, folder)
  if (!existsSync(full)) return []
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name))
    .flatMap((entry) => {
      const child = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(root, child) : [child]
    })
    .sort()
}
