/** Leaves out of the bundle what our pages never use of other people's packages. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { LANGUAGES, LOCALES } from '../src/i18n/languages.ts'
import type { Language } from '../src/i18n/languages.ts'
import { textsOf } from './texts.ts'

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
export function leanAria(): Plugin {
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
 * A plugin that gives modules other code, each found by the end of its path. One that is not met,
 * or stays as it was, fails the build: the package has changed, and what is left out with it.
 */
function instead(name: string, modules: Record<string, (code: string) => string>): Plugin {
  const left = new Set(Object.keys(modules))
  return {
    name,
    enforce: 'pre',
    apply: 'build',
    buildStart() {
      for (const path of Object.keys(modules)) left.add(path)
    },
    transform(code, id) {
      const path = Object.keys(modules).find((end) => id.endsWith(`/node_modules/${end}`))
      const other = path === undefined ? undefined : modules[path]?.(code)
      if (path === undefined || other === undefined || other === code) return undefined
      left.delete(path)
      return { code: other, map: null }
    },
    generateBundle(_, bundle) {
      // Pages for tests and for looking at components need not have these packages.
      if ('index.html' in bundle && left.size > 0)
        this.error(`${name} did not meet ${[...left].join(', ')}`)
    },
  }
}

const nothing = () => 'module.exports = {}'

const emitter = () => readFileSync(join(import.meta.dirname, 'emitter.cjs'), 'utf8')

/** Without the lines that only write to a log. */
const silent = (code: string): string => code.replaceAll(LOGGING, '')
const LOGGING = /^\s*logger\.(?:debug|warn|error)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\);\n/gm

/**
 * mediasoup-client is CommonJS, which is not tree-shaken. It requires the handlers of all browsers,
 * although src/media/device.ts gives it the one of this browser; data channels, which we have none
 * of; profiles of H.264, which our servers do not offer; and a log, which nobody reads, with what
 * most of its lines would say. Node's EventEmitter is larger than all that is used of it.
 */
export function leanMediasoup(): Plugin {
  return instead('lean-mediasoup', {
    'mediasoup-client/lib/Device.js': (code) =>
      silent(code.replaceAll(/require\("\.\/handlers\/\w+"\)/g, '{}')),
    'mediasoup-client/lib/Transport.js': silent,
    'mediasoup-client/lib/Producer.js': silent,
    'mediasoup-client/lib/Consumer.js': silent,
    'mediasoup-client/lib/handlers/Chrome111.js': silent,
    'mediasoup-client/lib/handlers/sdp/RemoteSdp.js': silent,
    'awaitqueue/lib/AwaitQueue.js': silent,
    'awaitqueue/lib/Logger.js': () => 'exports.Logger = class {}',
    'events-alias/events.js': emitter,
    'mediasoup-client/lib/DataProducer.js': nothing,
    'mediasoup-client/lib/DataConsumer.js': nothing,
    'mediasoup-client/lib/handlers/FakeHandler.js': nothing,
    'mediasoup-client/lib/test/fakeParameters.js': nothing,
    'h264-profile-level-id/lib/index.js': nothing,
    'debug/src/browser.js': () => 'module.exports = () => () => {}',
  })
}

/** src/signaling/socket.ts connects by WebSocket only, which takes bytes as they are. */
export function leanSocket(): Plugin {
  return instead('lean-socket', {
    'engine.io-client/build/esm/transports/index.js': () =>
      "import { WS } from './websocket.js'\nexport const transports = { websocket: WS }",
    'engine.io-parser/build/esm/contrib/base64-arraybuffer.js': () => 'export const decode = null',
    'engine.io-client/build/esm/transports/polling-xhr.js': () => 'export const XHR = null',
  })
}
