// Locations: the project, and the cache that survives a fresh node_modules.
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export function cacheFolder(env = process.env, home = homedir()) {
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'anhop')
}

/** Stamps of finished steps are in node_modules, so that deleting it deletes them too. */
export const STAMPS = join(ROOT, 'node_modules', '.anhop')
