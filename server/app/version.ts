import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const MANIFEST = join(import.meta.dirname, '..', '..', 'package.json')

/** The version of this server, from package.json. */
export const version = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(MANIFEST, 'utf8'))).version

/** Written when the base image is patched by Debian updates (deploy/Dockerfile). */
const PATCHED = '/usr/share/anhop/patched-at'

/** Epoch milliseconds; null outside the container image. */
export function patchedAt(file = PATCHED): number | null {
  try {
    const at = Date.parse(readFileSync(file, 'utf8').trim())
    return Number.isNaN(at) ? null : at
  } catch {
    return null
  }
}
