/** Keeps out of source maps what differs from one build of the same sources to the next. */
import { dirname, join, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'

const ROOT = join(import.meta.dirname, '../..')

/** Where a source stands in the project or its packages, wherever those and the output are. */
export function sourcePath(source: string, map: string): string {
  const path = resolve(dirname(map), source)
  const packages = path.indexOf('/node_modules/')
  return packages === -1 ? relative(ROOT, path) : path.slice(packages + 1)
}

/** The bundler counts the files that modules refer to, in the order in which it came across them. */
const COUNTED = /ROLLDOWN_FILE_URL_[\w$]+/g

/** Vite plugin. */
export function steadyMaps(): Plugin {
  return {
    name: 'steady-maps',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'asset' && file.fileName.endsWith('.map'))
            file.source = String(file.source).replace(COUNTED, 'ROLLDOWN_FILE_URL')
      },
    },
  }
}
