/**
 * What a browser fetches to join, and for a whole call: bytes of JavaScript, gzip. Prints both and
 * what they are made of. npm run size
 */
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Rolldown } from 'vite'

const ROOT = join(import.meta.dirname, '..')

/** kB (1000 bytes), gzip. */
export const BUDGET = { join: 110, call: 260 }

type Chunk = Rolldown.OutputChunk

/** The other languages are fetched by those who choose them. */
const LANGUAGE = 'client/src/i18n/vi.ts'
const CALL = ['client/src/call/engine.ts', 'client/src/ui/room/room.tsx']

const isOtherLanguage = ({ facadeModuleId }: Chunk) =>
  facadeModuleId?.startsWith(join(ROOT, dirname(LANGUAGE))) === true &&
  facadeModuleId !== join(ROOT, LANGUAGE)

export type Part = { name: string; kB: number }
export type Sizes = { join: Part[]; call: Part[] }

async function chunks(): Promise<Map<string, Chunk>> {
  const output = await build({
    configFile: join(ROOT, 'client', 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false, sourcemap: false },
  })
  const files = 'output' in output ? output.output : []
  return new Map(files.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
}

/** These and what they import; with `lazily`, what they fetch later as well. */
function reached(all: Map<string, Chunk>, from: Chunk[], lazily: boolean): Set<Chunk> {
  const seen = new Set<Chunk>()
  const queue = [...from]
  for (let chunk = queue.pop(); chunk; chunk = queue.pop()) {
    if (seen.has(chunk)) continue
    seen.add(chunk)
    const names = [...chunk.imports, ...(lazily ? chunk.dynamicImports : [])]
    queue.push(...names.flatMap((name) => all.get(name) ?? []))
  }
  return seen
}

const parts = (found: Set<Chunk>): Part[] =>
  [...found]
    .map(({ fileName, code }) => ({
      name: fileName.replace(/^assets\/(.*)-[\w-]{8}\.js$/, '$1'),
      kB: gzipSync(code, { level: 9 }).length / 1000,
    }))
    .sort((a, b) => b.kB - a.kB)

export const total = (of: Part[]): number => of.reduce((sum, { kB }) => sum + kB, 0)

export async function measure(): Promise<Sizes> {
  const all = await chunks()
  const one = (path: string): Chunk => {
    const found = [...all.values()].find((chunk) => chunk.facadeModuleId === join(ROOT, path))
    if (!found) throw new Error(`no file of its own for ${path}`)
    return found
  }
  const entry = [...all.values()].filter((chunk) => chunk.isEntry)
  const joining = reached(all, [...entry, one(LANGUAGE)], false)
  const later = reached(all, CALL.map(one), true)
  for (const chunk of later)
    // The entry fetches every page lazily; nobody in a call sees them.
    if (chunk.isEntry || isOtherLanguage(chunk)) later.delete(chunk)
  return { join: parts(joining), call: parts(new Set([...joining, ...later])) }
}

export function report({ join: joining, call }: Sizes): string {
  const lines = (name: string, of: Part[], budget: number) => [
    `${name}: ${total(of).toFixed(1)} of ${budget} kB`,
    ...of
      .filter(({ kB }) => kB >= 1)
      .map((part) => `  ${part.kB.toFixed(1).padStart(6)} ${part.name}`),
  ]
  const more = call.filter(({ name }) => !joining.some((part) => part.name === name))
  return [
    ...lines('join page', joining, BUDGET.join),
    `whole call: ${total(call).toFixed(1)} of ${BUDGET.call} kB, with`,
    ...lines('', more, 0).slice(1),
  ].join('\n')
}

if (import.meta.main) console.info(report(await measure()))
