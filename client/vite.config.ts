import { readFile } from 'node:fs/promises'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import react from '@vitejs/plugin-react'
import { personModel } from './build/person-model.ts'
import { pdfFiles } from './build/pdf-files.ts'
import { textsOf } from './build/texts.ts'
import { offlineWorker } from './offline/page.ts'
import { LANGUAGES, LOCALES } from './src/i18n/languages.ts'
import type { Language } from './src/i18n/languages.ts'

/** For a language that React Aria lacks, as Vietnamese, what one closes with; all else is English. */
const lacking = async (language: Language, folder: string) =>
  folder === 'overlays' ? { dismiss: (await textsOf(language, 'main')).common.close } : {}

/** React Aria says words by itself, in 34 languages: ours come along, the others stay out. */
function leanAria(): Plugin {
  const words = /[\\/]react-aria(?:-components)?[\\/]dist[\\/].*?(\w+)[\\/]intlStrings\.mjs$/
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
        const own = file
          ? `words${n}`
          : `{ ...en, ...${JSON.stringify(await lacking(language, folder))} }`
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
 * mediasoup-client's index requires its handlers for tests and for React Native along with the
 * rest, which being CommonJS is never shaken off. src/media/device.ts hands Device its handler.
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

/** Texts are named by language and part, `vi-room`; everything else by its own name. */
function chunkName({ facadeModuleId }: { facadeModuleId: string | null }): string {
  const [, language, part] = /[\\/]i18n[\\/](\w+)[\\/](\w+)\.ts$/.exec(facadeModuleId ?? '') ?? []
  return `assets/${part ? `${language}-${part}` : '[name]'}-[hash].js`
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), leanAria(), leanMediasoup(), offlineWorker(), pdfFiles()],
  // A module of its own, fetched with the page's policy; imports inside it stay imports.
  worker: { format: 'es', plugins: () => [personModel()] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // A data: URL would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { chunkFileNames: chunkName } },
  },
})
