import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import react from '@vitejs/plugin-react'
import { GROUPS, chunkName } from './build/chunks.ts'
import { integrity } from './build/integrity.ts'
import { leanAria, leanMediasoup, leanSocket } from './build/lean.ts'
import { personModel } from './build/person-model.ts'
import { pdfFiles } from './build/pdf-files.ts'
import { sourcePath, steadyMaps } from './build/source-maps.ts'
import { offlineWorker } from './offline/page.ts'
import { LANGUAGES } from './src/i18n/languages.ts'

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
    leanSocket(),
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
    modulePreload: {
      polyfill: false,
      // What every page has loaded already need not be named by each of its parts.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html'
          ? files
          : files.filter((file) => !/\/(?:first|rolldown-runtime)-/.test(file)),
    },
    rolldownOptions: {
      output: { ...output, chunkFileNames: chunkName, codeSplitting: { groups: GROUPS } },
    },
  },
})
