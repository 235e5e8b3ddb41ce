/**
 * What pdf.js fetches while it draws: the character maps of fonts that a document does not bring
 * along, the fonts every PDF may count on, and decoders of pictures. Ours, like everything else.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** Seen from the client as the address that their folders lie under. */
const NAME = 'virtual:pdf-files'
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs']
/** Of `wasm` not the interpreter of scripts in documents: they never run. */
const WANTED = /\.(bcmap|pfb|ttf|icc)$|^(openjpeg|jbig2|qcms_bg)\.wasm$/

const home = (): string =>
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Vite plugin. Built they are files under an address that changes with pdf.js. */
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
