import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import react from '@vitejs/plugin-react'
import { integrity } from './build/integrity.ts'
import { personModel } from './build/person-model.ts'
import { pdfFiles } from './build/pdf-files.ts'
import { sourcePath, steadyMaps } from './build/source-maps.ts'
import { textsOf } from './build/texts.ts'
import { offlineWorker } from './offline/page.ts'
import { LANGUAGES, LOCALES } from './src/i18n/languages.ts'
import type { Language } from './src/i18n/languages.ts'

/** A text as source code; names in braces are filled in when it is said. */
const filled = (text: string) =>
  text.includes('{')
    ? `(args) => ${JSON.stringify(text)}.replace(/\\{(\\w+)\\}/g, (_, name) => args[name])`
    : JSON.stringify(text)

/** The words of one folder of React Aria in a language it may lack, as an object's source. */
async function ownWords(language: Language, folder: string): Promise<string> {
  if (folder === 'overlays')
    return JSON.stringify({ dismiss: (await textsOf(language, 'main')).common.close })
  const words: Record<string, Record<string, string>> = await textsOf(language, 'aria')
  return `{ ${Object.entries(words[folder] ?? {})
    .map(([key, text]) => `${key}: ${filled(text)}`)
    .join()} }`
}

/** React Aria ships its own texts in 34 languages; bundle only those we offer. */
function leanAria(): Plugin {
  const words =
    /[\\/]react-(?:aria(?:-components)?|stately)[\\/]dist[\\/].*?(\w+)[\\/]intlStrings\.mjs$/
  return {
    name: 'lean-aria',
    enforce: 'pre',
    async load(id) {
      const folder = words.exec(id)?.[1]
      if (!folder) return undefined
      const code = await readFile(id, 'utf8')
      const fileOf = (language: string) =>
        new RegExp(`from ("[^"]+/${language}-\\w+\\.mjs")`).exec(code)?.[1]
      const said = LANGUAGES.filter((language) => language !== 'en').map(async (language, n) => {
        const file = fileOf(language)
        const own = file ? `words${n}` : `{ ...en, ...${await ownWords(language, folder)} }`
        return {
          imports: file ? `import words${n} from ${file}\n` : '',
          entry: `'${LOCALES[language].locale}': ${own}`,
        }
      })
      const all = await Promise.all(said)
      return `import en from ${fileOf('en')}
        ${all.map(({ imports }) => imports).join('')}
        export default { 'en-US': en, ${all.map(({ entry }) => entry).join()} }`
    },
  }
}

/**
 * mediasoup-client's index requires its handlers for tests and React Native, and CommonJS is not
 * tree-shaken. src/media/device.ts passes Device its handler explicitly.
 */
function leanMediasoup(): Plugin {
  const unused =
    /[\\/]mediasoup-client[\\/]lib[\\/](?:handlers[\\/](?:FakeHandler|ReactNative106)|test[\\/]fakeParameters)\.js$/
  return {
    name: 'lean-mediasoup',
    enforce: 'pre',
    load: (id) => (unused.test(id) ? 'module.exports = {}' : undefined),
  }
}

/** Names text chunks by language and part, such as `vi-room`; other chunks by their own name. */
function chunkName({ facadeModuleId }: { facadeModuleId: string | null }): string {
  const [, language, part] = /[\\/]i18n[\\/](\w+)[\\/](\w+)\.ts$/.exec(facadeModuleId ?? '') ?? []
  return `assets/${part ? `${language}-${part}` : '[name]'}-[hash].js`
}

/**
 * What every page needs is one file: split by which pages share it, it was 36, and gzip finds less
 * to share in small ones. Entries stay apart, because they wait for texts that import from here.
 */
const FIRST = {
  name: 'first',
  tags: ['$initial' as const],
  test: (id: string) => !/\.html$|[\\/](?:main|gallery)\.tsx$/.test(id),
}

/** The first page's texts in our own language, which scripts would ask for only once they run. */
function textsAhead(): Plugin {
  const name = `assets/${LANGUAGES[0]}-main-`
  return {
    name: 'texts-ahead',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => file.startsWith(name) && file.endsWith('.js'))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          })),
    },
  }
}

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as { version: string }
const output = { sourcemapPathTransform: sourcePath }

export default defineConfig({
  root: import.meta.dirname,
  // The bundler sorts modules by path: packages that are linked in from elsewhere would come in
  // another order, and the same sources would make other files.
  resolve: { preserveSymlinks: true },
  plugins: [
    react(),
    leanAria(),
    leanMediasoup(),
    textsAhead(),
    offlineWorker(),
    pdfFiles(),
    steadyMaps(),
    integrity(version),
  ],
  // Module workers, fetched under the page's CSP; imports inside them stay imports.
  worker: { format: 'es', plugins: () => [personModel()], rolldownOptions: { output } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // A data: URL would require an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { ...output, chunkFileNames: chunkName, codeSplitting: { groups: [FIRST] } },
    },
  },
})
