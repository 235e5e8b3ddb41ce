// All steps from a fresh clone to a server that can start.
import { ensureClient } from './client.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { passSignalsOn } from './exec.mjs'
import { ensureNode } from './node24.mjs'
import { environment } from './npm.mjs'
import { ensureWorker, workerAtHand } from './worker.mjs'

/** Returns the Node to use and the environment for what runs under it. */
export async function prepare({ worker = true, client = true } = {}) {
  passSignalsOn()
  const node = await ensureNode()
  await ensureDependencies(node)
  const binary = worker ? await ensureWorker(node) : workerAtHand()
  if (client) await ensureClient(node)
  return { node, env: environment(node, binary ? { MEDIASOUP_WORKER_BIN: binary } : {}) }
}
