import { readFile } from 'node:fs/promises'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import react from '@vitejs/plugin-react'
import { personModel } from './build/person-model.ts'
import { pdfFiles } from './build/pdf-files.ts'
import { offlineWorker } from './offline/page.ts'

/** The words that React Aria says by itself, by its own folder's name. It has no Vietnamese. */
const VIETNAMESE: Record<string, Record<string, string>> = { overlays: { dismiss: 'Đóng' } }

/** React Aria carries those words in 34 languages; ours are two, the others stay out. */
function leanAria(): Plugin {
  const words = /[\\/]react-aria(?:-components)?[\\/]dist[\\/].*?(\w+)[\\/]intlStrings\.mjs$/
  return {
    name: 'lean-aria',
    enforce: 'pre',
    async load(id) {
      const folder = words.exec(id)?.[1]
      const english = folder && /from "([^"]+en-US\.mjs)"/.exec(await readFile(id, 'utf8'))?.[1]
      if (!english) return undefined
      const vietnamese = JSON.stringify(VIETNAMESE[folder] ?? {})
      return `import en from '${english}'
        export default { 'en-US': en, 'vi-VN': { ...en, ...${vietnamese} } }`
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
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/signal': { target: 'http://127.0.0.1:8080', ws: true },
    },
  },
})
