// Programs the tests run beside the server, from apt: PostgreSQL; for a cluster the edge and Redis; for
// the lab of networks what docker-compose.yml runs, and what makes networks.
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

const LAB = {
  caddy: '/usr/bin/caddy',
  coturn: '/usr/bin/turnserver',
  curl: '/usr/bin/curl',
  haproxy: '/usr/sbin/haproxy',
  iproute2: '/usr/sbin/ip',
  'libnss3-tools': '/usr/bin/certutil',
  nftables: '/usr/sbin/nft',
  squid: '/usr/sbin/squid',
}

const absent = () => Object.keys(LAB).filter((name) => !existsSync(LAB[name]))

/** The tests make networks with them; see e2e/lab. */
export async function ensureLab() {
  if (absent().length > 0 && isRoot() && hasApt()) {
    await ensurePackages(absent(), 'Testing networks')
  }
  if (!isRoot()) say('Not root: skipping the tests of networks.')
  else if (absent().length > 0)
    say(`Missing: ${absent().join(', ')}. Skipping the tests of networks.`)
}
