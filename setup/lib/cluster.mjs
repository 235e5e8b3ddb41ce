// What the cluster is tested with beside PostgreSQL: the edge and Redis, from apt.
import { existsSync } from 'node:fs'
import { ensurePackages, hasApt, isRoot } from './apt.mjs'
import { say } from './say.mjs'

const PROGRAMS = { caddy: '/usr/bin/caddy', 'redis-server': '/usr/bin/redis-server' }
const missing = () => Object.keys(PROGRAMS).filter((name) => !existsSync(PROGRAMS[name]))

/** The tests start them by themselves; see e2e/support/cluster.ts. */
export async function ensureCluster() {
  if (missing().length > 0 && isRoot() && hasApt()) {
    await ensurePackages(missing(), 'Testing a cluster of servers')
  }
  if (missing().length > 0) say(`Missing: ${missing().join(', ')}. Skipping the cluster tests.`)
}
