// The database that the store is tested on beside the embedded one: its programs, from apt.
import { existsSync, readdirSync } from 'node:fs'
import { ensurePackages, hasApt, isRoot } from './apt.mjs'
import { say } from './say.mjs'

// Debian's place. Without globSync: this runs on the system's Node, which may be 20.
const PLACE = '/usr/lib/postgresql'
const isThere = () =>
  existsSync(PLACE) && readdirSync(PLACE).some((v) => existsSync(`${PLACE}/${v}/bin/initdb`))

/** The tests start a server of their own with them; see server/store/testing. */
export async function ensurePostgres() {
  if (!isThere() && isRoot() && hasApt()) {
    await ensurePackages(['postgresql'], 'Testing the store on PostgreSQL')
  }
  if (!isThere()) say('PostgreSQL is missing: skipping the store tests that need it.')
}
