/**
 * Makes browsers refuse altered scripts and style sheets, and makes a build comparable: the document
 * names the hash of everything that it loads, and a manifest names the hash of every file.
 */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Plugin } from 'vite'
import { CLIENT_MANIFEST } from '#protocol/client-manifest.ts'
import type { ClientManifest, FileHash } from '#protocol/client-manifest.ts'
import { CONTRACT } from '#protocol/contract.ts'

export const hashOf = (data: string | Uint8Array): FileHash =>
  `sha256-${createHash('sha256').update(data).digest('base64')}`

/** Tags that load something as soon as the document is read. */
const LOADING =
  /<(?:script type="module"|link rel="(?:modulepreload|stylesheet)") crossorigin (?:src|href)="([^"]+)"/g
const FIRST_SCRIPT = '<script type="module"'

/**
 * The document with an `integrity` on each tag that loads something, and an import map with the
 * hashes of what scripts load later. Browsers without such import maps ignore them.
 * @param later paths of the scripts and style sheets that other scripts load
 */
export function withHashes(
  html: string,
  later: readonly string[],
  hash: (path: string) => FileHash,
): string {
  const integrity = Object.fromEntries(later.map((path) => [path, hash(path)]))
  const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>`
  return html
    .replace(LOADING, (tag, path: string) => `${tag} integrity="${hash(path)}"`)
    .replace(FIRST_SCRIPT, () => `${map}\n    ${FIRST_SCRIPT}`)
}

/** Every file below the folder as a path, in a fixed order. */
const pathsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length).replaceAll(sep, '/'))
    .sort()

/** @param folder a complete build */
export function manifestOf(folder: string, version: string): ClientManifest {
  const paths = pathsBelow(folder).filter((path) => path !== `/${CLIENT_MANIFEST}`)
  const files = paths.map((path) => [path, hashOf(readFileSync(join(folder, path)))])
  return { version, contract: CONTRACT, files: Object.fromEntries(files) }
}

/**
 * Vite's function that fetches what a lazily loaded script needs. Import maps are for scripts, so
 * style sheets get their hash here; so do scripts, for browsers that know no hashes in import maps.
 */
const HELPER = /vite\/preload-helper\.js$/
const HREF = 'link.href = dep.href;'
const HASH_OF_LINK = `
let hashes
const hashOf = (path) => (hashes ??= JSON.parse(
  document.querySelector('script[type=importmap]')?.textContent ?? '{}').integrity ?? {})[path] ?? ''
`

/** @param version of the product */
export function integrity(version: string): Plugin {
  return {
    name: 'integrity',
    apply: 'build',
    transform: {
      filter: { id: HELPER },
      handler(code) {
        const changed = code.replace(HREF, `link.integrity = hashOf(dep.pathname);${HREF}`)
        if (changed === code) this.error('Vite loads style sheets in another way than before')
        return { code: HASH_OF_LINK + changed, map: null }
      },
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }, bundle) {
        // Pages for tests and for looking at components have other documents.
        if (dir === undefined || !('index.html' in bundle)) return
        const [page, scripts] = [join(dir, 'index.html'), Object.values(bundle)]
        const later = scripts
          .filter((file) =>
            file.type === 'chunk' ? !file.isEntry : file.fileName.endsWith('.css'),
          )
          .map(({ fileName }) => `/${fileName}`)
          .sort()
        const hash = (path: string) => hashOf(readFileSync(join(dir, path)))
        writeFileSync(page, withHashes(readFileSync(page, 'utf8'), later, hash))
        const manifest = JSON.stringify(manifestOf(dir, version), null, 1)
        writeFileSync(join(dir, CLIENT_MANIFEST), `${manifest}\n`)
      },
    },
  }
}
