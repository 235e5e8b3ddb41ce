import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Apis } from './floor.ts'
import { protocolOfClient, withoutNewer } from './floor.ts'

/**
 * What runs in the browser uses nothing that the oldest browsers lack, neither of the language nor
 * of web APIs: it is type-checked against ES2022, the DOM without what is newer
 * (browser-compat-data), and client/floor.d.ts. Chromium 109 is the last version for Windows 7 and
 * 8.1, which offices still use. What packages use, this cannot see; the whole call in Chromium 109
 * (e2e/browser/whole-call.spec.ts) can.
 */
const ROOT = join(import.meta.dirname, '..')
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
const DATA = join(ROOT, 'node_modules', '@mdn', 'browser-compat-data', 'data.json')
const PLACE = join(ROOT, 'node_modules', '.anhop')

const NEWER = `
export const found = [
  Promise.withResolvers(), [2, 1].toSorted(), Map.groupBy([1], String), new Set([1]).union(new Set()),
  [1].values().map(String), Array.fromAsync([]), Promise.try(() => 1), 'a'.isWellFormed(),
  [1].with(0, 2), new Map().getOrInsert(1, 2),
  URL.canParse('a'), AbortSignal.any([]), document.startViewTransition(),
  document.body.showPopover(), new CookieStore(), new AudioContext().sinkId,
]
export const fine = [
  [1].at(0), [1].findLast((n) => n > 0), Object.hasOwn({}, 'a'), structuredClone(1), new URL('a:b'),
  AbortSignal.timeout(1), document.body.inert, new RTCPeerConnection().getStats(), 'a'.replaceAll('b', ''),
  document.body.replaceChildren(), new AudioWorkletNode(new AudioContext(), 'a'), caches.keys(), navigator.userActivation,
]
`

describe('the oldest browsers', () => {
  let folder = ''
  before(() => {
    mkdirSync(PLACE, { recursive: true })
    folder = mkdtempSync(join(PLACE, 'floor-'))
    const [dom] = globSync('node_modules/@typescript/*/lib/lib.dom.d.ts', { cwd: ROOT })
    const { api } = JSON.parse(readFileSync(DATA, 'utf8')) as { api: Apis }
    const types = readFileSync(join(ROOT, dom ?? assert.fail('no types of the DOM')), 'utf8')
    writeFileSync(join(folder, 'dom.d.ts'), withoutNewer(types, api))
    writeFileSync(join(folder, 'newer.ts'), NEWER)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Errors of the compiler in these files, which see the floor alone. */
  function errorsOf(files: string[], places: string[]): string[] {
    const up = relative(folder, ROOT)
    const settings = {
      extends: `${up}/client/tsconfig.floor.json`,
      include: ['dom.d.ts', `${up}/client/floor.d.ts`, ...files],
      exclude: ['test.ts', 'test.tsx'].map((end) => `${up}/client/src/**/*.${end}`),
    }
    settings.exclude.push(`${up}/client/src/**/testing*`)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    const args = [TSC, '--noEmit', '--pretty', 'false', '-p', folder]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
    assert.equal(stderr, '')
    return stdout.split('\n').filter((line) => places.some((place) => line.startsWith(place)))
  }

  it('the client uses nothing that they lack', () => {
    const shared = protocolOfClient(ROOT)
    assert(shared.includes('protocol/clean.ts'), 'what the client shares with the server is seen')
    const source = join(relative(folder, ROOT), 'client', 'src')
    assert.deepEqual(errorsOf([source], ['client/', ...shared]), [])
  })

  it('something newer would be found, and nothing else', () => {
    const errors = errorsOf(['newer.ts'], [relative(ROOT, folder)]).filter(
      (line) => !line.includes('TS7006'),
    )
    const name = /Property '(\w+)' does not exist|error TS\d+: '(\w+)' only refers to a type/
    const names = errors.map((line) => {
      const [, property, value] = name.exec(line) ?? []
      return property ?? value ?? line
    })
    assert.deepEqual(names, [
      'withResolvers',
      'toSorted',
      'groupBy',
      'union',
      'map',
      'fromAsync',
      'try',
      'isWellFormed',
      'with',
      'getOrInsert',
      'canParse',
      'any',
      'startViewTransition',
      'showPopover',
      'CookieStore',
      'sinkId',
    ])
  })
})
