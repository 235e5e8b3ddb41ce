/**
 * Measures what a browser fetches to join and for a whole call: gzipped bytes of JavaScript. Prints
 * the totals and their parts. npm run size
 */
import { basename, dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Rolldown } from 'vite'

const ROOT = join(import.meta.dirname, '..')

/** kB (1000 bytes), gzip. */
export const BUDGET = { join: 105, call: 339 }

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

const CALL = ['client/src/call/engine.ts', 'client/src/ui/room/room.tsx']

/**
 * A browser fetches the texts of one language, and only the parts it shows; the room also fetches
 * those that any call may need.
 */
const CATALOGUES = join(ROOT, 'client/src/i18n')
const textsOf = (part: string) => `client/src/i18n/vi/${part}.ts`
const CALL_TEXTS = [
  'account',
  'class',
  'effects',
  'meeting',
  'meetings',
  'people',
  'room',
  'sealing',
]
const isTexts = ({ facadeModuleId }: Chunk) =>
  facadeModuleId !== null && dirname(dirname(facadeModuleId)) === CATALOGUES

/** Fetched when words are compared, so in no budget. */
const isWordList = ({ moduleIds }: Chunk) =>
  moduleIds.length > 0 && moduleIds.every((id) => id.includes('server/policy/words/'))
/** A cipher that our suite does not use, and a curve that Firefox alone needs. */
const isRare = ({ fileName }: Chunk) => /^(chacha|nist)-/.test(basename(fileName))

/** What is printed; fetched when its dialog opens, so in no budget. */
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
  call: Part[]
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

const parts = (found: Iterable<Chunk | Rolldown.OutputAsset>): Part[] =>
  [...found]
    .map((file) => ({
      name: file.fileName.replace(/^assets\/(.*)-[\w-]{8}(?:\.js|(\.\w+))$/, '$1$2'),
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
  // Not through what the join page has: from there, every page is imported lazily.
  const later = reached(all, CALL.map(one), true, joining)
  const besides = [isTexts, isEffect, isVotes, isPaper, isRecording, isWordList, isRare]
  for (const chunk of later) if (besides.some((is) => is(chunk))) later.delete(chunk)
  const named = (names: RegExp) =>
    parts(built.filter(({ fileName }) => names.test(basename(fileName))))
  return {
    join: parts(joining),
    joinSources: [...joining].flatMap(({ moduleIds }) => moduleIds.map((id) => relative(ROOT, id))),
    call: parts(new Set([...joining, ...later, ...CALL_TEXTS.map((part) => one(textsOf(part)))])),
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

export function report({ join: joining, call, effects, votes }: Sizes): string {
  const lines = (name: string, of: Part[], budget: number) => [
    `${name}: ${total(of).toFixed(1)} of ${budget} kB`,
    ...listed(of),
  ]
  const added = call.filter(({ name }) => !joining.some((part) => part.name === name))
  return [
    ...lines('join page', joining, BUDGET.join),
    `whole call: ${total(call).toFixed(1)} of ${BUDGET.call} kB, with`,
    ...listed(added),
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
