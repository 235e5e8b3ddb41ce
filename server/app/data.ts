import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { loadEvidenceKey } from '../auth/evidence-key.ts'
import { SecretError, loadSecret } from '../auth/secret.ts'
import { joinCluster } from '../cluster/node.ts'
import type { ClusterNode } from '../cluster/node.ts'
import type { Config } from '../config/config.ts'
import { reason } from './log.ts'
import { NewerStore } from '../store/database.ts'
import { DatabaseInUse, holdDatabase } from '../store/database-lock.ts'
import { FolderInUse, lockFolder } from '../store/lock.ts'
import { OtherKeys } from '../store/membership.ts'
import { UnfitDatabase } from '../store/postgres.ts'
import { makeFolder } from '../store/sqlite.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import { StoreUnavailable } from '../store/unavailable.ts'

/** The server cannot start. The message tells the operator in one sentence why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** The data that this server holds until it closes it. */
export type Data = {
  store: Store
  key: Buffer
  evidenceKey: KeyObject
  /** Null for a single server. */
  node: ClusterNode | null
  close: () => Promise<void>
}

/**
 * Opens the data for this server, alone or as a node of a cluster.
 * @param ousted called when another server has taken over the database
 * @throws StartError, with everything closed again
 */
export async function openData(config: Config, ousted: (why: Error) => void): Promise<Data> {
  const { data: folder } = config
  const open: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const shut of open.toReversed()) await shut()
  }
  try {
    makeFolder(folder)
    open.push(lockFolder(folder))
    // An existing key folder may be shared and read-only.
    if (!existsSync(config.keys)) makeFolder(config.keys)
    const key = loadSecret(config.keys)
    const evidenceKey = loadEvidenceKey(config.keys)
    const { store, node } = await openPlace(config, { key, evidenceKey }, ousted, open)
    return { key, evidenceKey, store, node, close }
  } catch (error) {
    await close()
    const known = [SecretError, FolderInUse, NewerStore, StartError]
    if (known.some((kind) => error instanceof kind)) throw new StartError(reason(error))
    throw new StartError(
      `The data folder ${folder} cannot be used (${reason(error)}). Make it writable for this user, or choose another in ANHOP_DATA.`,
    )
  }
}

async function openPlace(
  { data, database, cluster }: Config,
  keys: Pick<Data, 'key' | 'evidenceKey'>,
  ousted: (why: Error) => void,
  open: (() => Promise<void> | void)[],
): Promise<Pick<Data, 'store' | 'node'>> {
  try {
    let node: ClusterNode | null = null
    if (database !== null && cluster !== null) {
      const joined = await joinCluster(database, cluster, keys, ousted)
      open.push(() => joined.leave())
      node = joined
    } else if (database !== null) {
      const held = await holdDatabase(database, ousted)
      open.push(() => held.release())
    }
    const store = await openStore(database ?? data)
    open.push(() => store.close())
    return { store, node }
  } catch (error) {
    if (database === null) throw error
    const known = [DatabaseInUse, OtherKeys, NewerStore, UnfitDatabase]
    if (known.some((kind) => error instanceof kind)) throw new StartError(reason(error))
    const away = error instanceof StoreUnavailable ? ' It may not be running yet.' : ''
    throw new StartError(
      `The database ${database.database} at ${database.host} cannot be used (${reason(error)}).${away} Check ANHOP_DATABASE_URL and its password.`,
    )
  }
}
