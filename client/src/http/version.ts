import type { CLIENT_MANIFEST } from '#protocol/client-manifest.ts'

const PATH: `/${typeof CLIENT_MANIFEST}` = '/client-manifest.json'
/** Characters that are shown: enough to compare by eye, short enough to read out. */
const SHOWN = 12

/**
 * The start of the hash of the list of these pages' files, as the server gives it out, in the
 * writing of docs/client-versions.md. It proves nothing: an altered page could show any. Null if
 * there is no list.
 */
export async function pagesVersion(): Promise<string | null> {
  try {
    const response = await fetch(PATH, { cache: 'no-cache' })
    if (!response.ok) return null
    const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
    return btoa(String.fromCodePoint(...new Uint8Array(hash))).slice(0, SHOWN)
  } catch {
    return null
  }
}
