import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const MANIFEST = join(import.meta.dirname, '..', '..', 'package.json')

/** Of this server, as package.json says. */
export const version = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(MANIFEST, 'utf8'))).version

/** Written when the image's base gets Debian's patches (deploy/Dockerfile). */
const PATCHED = '/usr/share/anhop/patched-at'

/** Epoch milliseconds; null outside of the image. */
export function patchedAt(file = PATCHED): number | null {
  try {
    const at = Date.parse(readFileSync(file, 'utf8').trim())
    return Number.isNaN(at) ? null : at
  } catch {
    return null
  }
}
