/**
 * Measures what a browser fetches to join, in every call, and in a call for what people open in it:
 * gzipped bytes of JavaScript. Prints the totals and their parts. npm run size
 */
import { basename, dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Rolldown } from 'vite'

const ROOT = join(import.meta.dirname, '..')

/** kB (1000 bytes), gzip. */
export const BUDGET = { join: 105, call: 300, opened: 35 }

type Chunk = Rolldown.OutputChunk

/**
 * File names of documents, background blur and noise suppression. Fetched only by people who see a
 * document or turn an effect on, so in no budget. Of RNNoise's two builds, a browser fetches one.
 */
const EFFECTS = {
  blur: /^(blur|blur-worker|vision_wasm_module_internal|person)-/,
  documents: /^(document-view|pdf|pdf-worker|vi-documents)-/,
  denoise: /^(denoise|denoise-worker|workletProcessor|rnnoise_simd)-/,
}

/** Votes; fetched only in a meeting that has one, so in no budget. */
const VOTES = /client\/src\/(ui\/votes\/|i18n\/vi\/votes\b)/
const isVotes = ({ moduleIds }: Chunk) =>
  moduleIds.length > 0 && moduleIds.every((id) => VOTES.test(id))

/**
 * What every call imports besides the join page: below its preview, at once, while people wait, and
 * in case the line is cut. Of mediasoup-client's four handlers, a browser fetches one. Held to what
 * a browser fetches by e2e/browser/call-size.spec.ts.
 */
const CALL = [
  'client/src/ui/join/effects.tsx',
  'client/src/ui/join/waiting-proof.tsx',
  'client/src/ui/shell/drawings.tsx',
  'client/src/mls/credential.ts',
  'client/src/call/engine.ts',
  'client/src/call/key-visit.ts',
  'client/src/ui/room/room.tsx',
  'client/src/ui/join/closed.tsx',
  'client/src/ui/join/outdated.tsx',
  'node_modules/mediasoup-client/lib/index.js',
  'node_modules/mediasoup-client/lib/handlers/Chrome111.js',
]
/** The worker that seals what is sent. */
const WORKER = /^worker-/

/** A browser fetches the texts of one language, and only the parts it shows. */
const CALL_TEXTS = ['class', 'effects', 'meeting', 'people', 'room', 'sealing', 'visit']
const OPENED_TEXTS = ['account', 'meetings']
const CATALOGUES = join(ROOT, 'client/src/i18n')
const textsOf = (part: string) => `client/src/i18n/vi/${part}.ts`
const isTexts = ({ facadeModuleId }: Chunk) =>
  facadeModuleId !== null && dirname(dirname(facadeModuleId)) === CATALOGUES

/** Fetched when words are compared. */
const isWordList = ({ moduleIds }: Chunk) =>
  moduleIds.length > 0 && moduleIds.every((id) => id.includes('server/policy/words/'))
/** A curve that Firefox alone needs, and handlers of other browsers. */
const isOther = ({ fileName }: Chunk) =>
  /^(nist|Chrome74|Firefox120|Safari12)-/.test(basename(fileName))

/** What is printed; fetched when its dialog opens. */
const PAPER = /client\/src\/ui\/paper\//
const isPaper = ({ moduleIds }: Chunk) =>
  moduleIds.length > 0 && moduleIds.every((id) => PAPER.test(id))

/** Fetched only where the operator has set an archive, and by hosts who open recordings. */
const RECORDING = /^(recording|library|remux|clock-worker)-/

const isRecording = ({ fileName }: Chunk) => RECORDING.test(basename(fileName))

const isEffect = ({ fileName }: Chunk) =>
  Object.values(EFFECTS).some((names) => names.test(basename(fileName)))

export type Part = { name: string; kB: number }
export type Sizes = {
  join: Part[]
  /** The source files in `join`, relative to the root. */
  joinSources: string[]
  /** What every call fetches, whatever people do in it; includes `join`. */
  call: Part[]
  /** What is fetched beyond that once somebody opens or does something, apart from the next ones. */
  opened: Part[]
  effects: Record<keyof typeof EFFECTS, Part[]>
  votes: Part[]
}

async function files(): Promise<(Chunk | Rolldown.OutputAsset)[]> {
  const output = await build({
    configFile: join(ROOT, 'client', 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false, sourcemap: false },
  })
  return 'output' in output ? output.output : []
}

/** These chunks and their imports; with `lazily`, dynamic imports too. None of those `before`. */
function reached(
  all: Map<string, Chunk>,
  from: Chunk[],
  lazily: boolean,
  before: ReadonlySet<Chunk> = new Set(),
): Set<Chunk> {
  const seen = new Set<Chunk>()
  const queue = [...from]
  for (let chunk = queue.pop(); chunk; chunk = queue.pop()) {
    if (seen.has(chunk) || before.has(chunk)) continue
    seen.add(chunk)
    const names = [...chunk.imports, ...(lazily ? chunk.dynamicImports : [])]
    queue.push(...names.flatMap((name) => all.get(name) ?? []))
  }
  return seen
}

/** A built file's name without its folder, its hash and the ending of scripts. */
export const partName = (fileName: string): string =>
  fileName.replace(/^assets\/(.*)-[\w-]{8}(?:\.js|(\.\w+))$/, '$1$2')

const parts = (found: Iterable<Chunk | Rolldown.OutputAsset>): Part[] =>
  [...found]
    .map((file) => ({
      name: partName(file.fileName),
      kB: gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length / 1000,
    }))
    .sort((a, b) => b.kB - a.kB)

export const total = (of: Part[]): number => of.reduce((sum, { kB }) => sum + kB, 0)

export async function measure(): Promise<Sizes> {
  const built = await files()
  const all = new Map(
    built.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  )
  const one = (path: string): Chunk => {
    const found = [...all.values()].find((chunk) => chunk.facadeModuleId === join(ROOT, path))
    if (!found) throw new Error(`no separate chunk for ${path}`)
    return found
  }
  const entry = [...all.values()].filter((chunk) => chunk.isEntry)
  const joining = reached(all, [...entry, one(textsOf('main'))], false)
  const everyCall = reached(all, [...CALL, ...CALL_TEXTS.map(textsOf)].map(one), false, joining)
  // Not through what the join page has: from there, every page is imported lazily.
  const later = reached(all, CALL.map(one), true, joining)
  for (const chunk of everyCall) later.delete(chunk)
  const besides = [isTexts, isEffect, isVotes, isPaper, isRecording, isWordList, isOther]
  for (const chunk of later) if (besides.some((is) => is(chunk))) later.delete(chunk)
  const named = (names: RegExp) =>
    parts(built.filter(({ fileName }) => names.test(basename(fileName))))
  return {
    join: parts(joining),
    joinSources: [...joining].flatMap(({ moduleIds }) => moduleIds.map((id) => relative(ROOT, id))),
    call: [...parts([...joining, ...everyCall]), ...named(WORKER)],
    opened: parts([...later, ...OPENED_TEXTS.map((part) => one(textsOf(part)))]),
    effects: {
      blur: named(EFFECTS.blur),
      denoise: named(EFFECTS.denoise),
      documents: named(EFFECTS.documents),
    },
    votes: parts([...all.values()].filter(isVotes)),
  }
}

const listed = (of: Part[]): string[] =>
  of.filter(({ kB }) => kB >= 1).map((part) => `  ${part.kB.toFixed(1).padStart(6)} ${part.name}`)

export function report({ join: joining, call, opened, effects, votes }: Sizes): string {
  const lines = (name: string, of: Part[], budget: number) => [
    `${name}: ${total(of).toFixed(1)} of ${budget} kB`,
    ...listed(of),
  ]
  const added = call.filter(({ name }) => !joining.some((part) => part.name === name))
  return [
    ...lines('join page', joining, BUDGET.join),
    `every call: ${total(call).toFixed(1)} of ${BUDGET.call} kB, with`,
    ...listed(added),
    ...lines('opened in a call, at most', opened, BUDGET.opened),
    `with background blur: ${total(effects.blur).toFixed(1)} kB more`,
    ...listed(effects.blur),
    `with noise suppression: ${total(effects.denoise).toFixed(1)} kB more`,
    ...listed(effects.denoise),
    `with a document: ${total(effects.documents).toFixed(1)} kB more`,
    ...listed(effects.documents),
    `with a vote: ${total(votes).toFixed(1)} kB more`,
    ...listed(votes),
  ].join('\n')
}

if (import.meta.main) console.info(report(await measure()))
