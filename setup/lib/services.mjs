// Programs the tests run beside the server, from apt: PostgreSQL, and for a cluster the edge and
// Redis.
import { existsSync, readdirSync } from 'node:fs'
import { ensurePackages, hasApt, isRoot } from './apt.mjs'
import { say } from './say.mjs'

// Debian's location. No globSync, because this runs on the system's Node, which may be 20.
const PLACE = '/usr/lib/postgresql'
const isThere = () =>
  existsSync(PLACE) && readdirSync(PLACE).some((v) => existsSync(`${PLACE}/${v}/bin/initdb`))

/** The tests start their own server with them; see server/store/testing. */
export async function ensurePostgres() {
  if (!isThere() && isRoot() && hasApt()) {
    await ensurePackages(['postgresql'], 'Testing the store on PostgreSQL')
  }
  if (!isThere()) say('PostgreSQL is missing: skipping the store tests that need it.')
}

const CLUSTER = { caddy: '/usr/bin/caddy', 'redis-server': '/usr/bin/redis-server' }
const missing = () => Object.keys(CLUSTER).filter((name) => !existsSync(CLUSTER[name]))

/** The tests start them on their own; see e2e/support/cluster.ts. */
export async function ensureCluster() {
  if (missing().length > 0 && isRoot() && hasApt()) {
    await ensurePackages(missing(), 'Testing a cluster of servers')
  }
  if (missing().length > 0) say(`Missing: ${missing().join(', ')}. Skipping the cluster tests.`)
}
