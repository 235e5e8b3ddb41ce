/**
 * The files pdf.js fetches while rendering: character maps for fonts a document does not embed, the
 * standard PDF fonts, and image decoders. Self-hosted, like everything else.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** The module the client imports; exports the base URL of the folders. */
const NAME = 'virtual:pdf-files'
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs']
/** Leaves out the WebAssembly interpreter for scripts in documents: they never run. */
const WANTED = /\.(bcmap|pfb|ttf|icc)$|^(openjpeg|jbig2|qcms_bg)\.wasm$/

const home = (): string =>
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Vite plugin. In a build, the files get a URL that contains the pdf.js version. */
export function pdfFiles(): Plugin {
  const id = `\0${NAME}`
  const { version } = JSON.parse(readFileSync(join(home(), 'package.json'), 'utf8')) as {
    version: string
  }
  let serving = false
  return {
    name: 'pdf-files',
    configResolved({ command }) {
      serving = command === 'serve'
    },
    resolveId: (source) => (source === NAME ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined
      return `export default '${serving ? `/@fs${home()}/` : `/assets/pdf-${version}/`}'`
    },
    generateBundle() {
      for (const folder of FOLDERS) {
        for (const name of readdirSync(join(home(), folder))) {
          if (!WANTED.test(name)) continue
          const source = readFileSync(join(home(), folder, name))
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdf-${version}/${folder}/${name}`,
            source,
          })
        }
      }
    },
  }
}
