// Builds the mediasoup worker from the source in its npm package against the distribution's
// libraries. That needs no network, and OpenSSL and libsrtp get their security patches from the
// distribution.
import { cpSync, readFileSync, readdirSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyPatch } from './patch.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))

/** Inputs, besides mediasoup's version, that determine the built worker's behavior. */
export const RECIPE = { root: HERE, folders: ['patches', 'subprojects'] }

export const PACKAGES = [
  'meson',
  'ninja-build',
  'pkg-config',
  'g++',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
]

/** The compiler takes up to 1 GB per file; running more jobs than fit in memory is slower. */
export function jobs(cores = availableParallelism(), memory = totalmem()) {
  return Math.max(1, Math.min(cores, Math.floor(memory / 2 ** 30)))
}

/** Measured: 3.5 minutes on two fast cores, 7 on two slow ones. */
export function expectedMinutes(parallel = jobs()) {
  return `${Math.ceil(7 / parallel)} to ${Math.ceil(14 / parallel)} minutes`
}

/** Converts "[12/261] Compiling …" to a percentage; undefined for any other line. */
export function percentOf(line) {
  const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? []
  return all ? Math.floor((Number(done) / Number(all)) * 100) : undefined
}

/**
 * Copies the worker's source, replaces mediasoup's downloads with our subprojects, and applies the
 * patches.
 */
export function prepareSource(mediasoup, folder) {
  const left = new Set(['out', 'subprojects'].map((name) => join(mediasoup, 'worker', name)))
  cpSync(join(mediasoup, 'worker'), folder, {
    recursive: true,
    filter: (path) => !left.has(path),
  })
  cpSync(join(HERE, 'subprojects'), join(folder, 'subprojects'), { recursive: true })
  for (const name of readdirSync(join(HERE, 'patches')).sort()) {
    try {
      applyPatch(folder, readFileSync(join(HERE, 'patches', name), 'utf8'))
    } catch (error) {
      throw new Error(`patches/${name} no longer fits mediasoup's source: ${error.message}`, {
        cause: error,
      })
    }
  }
}

/**
 * Builds below `folder` and returns the path of the binary. `run` runs a program quietly
 * (setup/lib/exec.mjs); `progress` receives percentages.
 */
export async function buildWorker({ mediasoup, folder, run, progress }) {
  const source = join(folder, 'worker')
  prepareSource(mediasoup, source)
  const done = async (command, args, onLine) => {
    const result = await run(`worker-${command}`, command, args, { cwd: source, onLine })
    if (result.ok) return
    const reason = result.lines.find((line) => /\berror:/i.test(line)) ?? result.error
    throw new Error(`${command} failed: ${reason} (details: ${result.log})`)
  }
  const setup = ['setup', '--wrap-mode=nodownload', '--buildtype=release', '-Db_ndebug=true', 'out']
  await done('meson', setup)
  // libwebrtc includes these headers without depending on them: on a busy machine it came first.
  await done('ninja', ['-C', 'out', 'fbs/FBS/worker.h'])
  await done('ninja', ['-C', 'out', '-j', String(jobs()), 'mediasoup-worker'], (line) => {
    const percent = percentOf(line)
    if (percent !== undefined) progress(percent)
  })
  return join(source, 'out', 'mediasoup-worker')
}
