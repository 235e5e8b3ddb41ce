// The database that the store is tested on beside the embedded one: its programs, from apt.
import { globSync } from 'node:fs'
import { ensurePackages, hasApt, isRoot } from './apt.mjs'
import { say } from './say.mjs'

const isThere = () => globSync('/usr/lib/postgresql/*/bin/initdb').length > 0

/** The tests start a server of their own with them; see server/store/testing. */
export async function ensurePostgres() {
  if (!isThere() && isRoot() && hasApt()) {
    await ensurePackages(['postgresql'], 'Testing the store on PostgreSQL')
  }
  if (!isThere()) say('PostgreSQL is missing: the tests of the store on it are left out.')
}
