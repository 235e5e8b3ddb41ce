import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Language } from '../src/i18n/languages.ts'
import type { Part, Parts } from '../src/i18n/parts.ts'

/**
 * Loads texts at build time. Uses absolute paths, because Vite bundles its configuration, and this
 * file with it, into another folder.
 */
export async function textsOf<P extends Part>(language: Language, part: P): Promise<Parts[P]> {
  const path = join(import.meta.dirname, '../src/i18n', language, `${part}.ts`)
  const file = (await import(pathToFileURL(path).href)) as { texts: Parts[P] }
  return file.texts
}
