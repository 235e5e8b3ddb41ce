// The mediasoup worker: four sources in a fixed order, each proven before use.
import { chmodSync, copyFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PACKAGES, RECIPE, buildWorker, expectedMinutes } from '#sfu/worker/build.mjs'
import { ensurePackages } from './apt.mjs'
import { inScratch, makeFolder } from './cache.mjs'
import { runQuiet } from './exec.mjs'
import { hashTree } from './hash.mjs'
import { onceOnly } from './lock.mjs'
import { cacheFolder, ROOT } from './paths.mjs'
import { fetchPrebuilt } from './prebuilt.mjs'
import { isProven, prove } from './proof.mjs'
import { Trouble, say, step } from './say.mjs'
import { chooseWorker } from './worker-order.mjs'

const MEDIASOUP = join(ROOT, 'node_modules', 'mediasoup')

/** Cache path of this version's worker for this machine; the file may not exist yet. */
export function cachedWorker() {
  const { version } = JSON.parse(readFileSync(join(MEDIASOUP, 'package.json'), 'utf8'))
  const recipe = hashTree(RECIPE.root, { folders: RECIPE.folders }).slice(0, 12)
  return join(cacheFolder(), 'worker', `${version}-${process.arch}-${recipe}`, 'mediasoup-worker')
}

/** For scripts that can do without a worker. */
export function workerAtHand(env = process.env) {
  const binary = env.MEDIASOUP_WORKER_BIN || cachedWorker()
  return existsSync(binary) ? binary : undefined
}

async function keep(cached, binary) {
  await makeFolder(dirname(cached), (aside) => {
    const kept = join(aside, 'mediasoup-worker')
    copyFileSync(binary, kept)
    chmodSync(kept, 0o755)
  })
  return cached
}

async function build(cached) {
  await ensurePackages(PACKAGES, 'Building the media worker')
  const title = `Building the media worker from source, once, ${expectedMinutes()}`
  await step(title, (progress) =>
    inScratch(`${dirname(cached)}-build`, async (folder) => {
      try {
        const parts = { mediasoup: MEDIASOUP, folder, run: runQuiet, progress }
        const binary = await buildWorker(parts)
        await keep(cached, binary)
      } catch (error) {
        throw new Trouble(`The media worker could not be built: ${error.message}`)
      }
    }),
  )
  return cached
}

/** Path of a worker that has carried media over DTLS on this machine. */
export async function ensureWorker(node, env = process.env) {
  const given = env.MEDIASOUP_WORKER_BIN && resolve(env.MEDIASOUP_WORKER_BIN)
  if (given && !existsSync(given)) {
    throw new Trouble(`MEDIASOUP_WORKER_BIN is ${given}, which does not exist.`)
  }
  const cached = cachedWorker()
  const chosen = given || cached
  await onceOnly(
    () => existsSync(chosen) && isProven(chosen),
    () =>
      chooseWorker({
        given,
        cached: () => (existsSync(cached) ? cached : undefined),
        prebuilt: () => fetchPrebuilt(node, MEDIASOUP, (binary) => keep(cached, binary)),
        build: () => build(cached),
        prove: (binary) => prove(node, binary),
        say,
      }),
  )
  return chosen
}
