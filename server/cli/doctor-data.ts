import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { integrityOf } from '../files/backup/content.ts'
import { createAudit } from '../store/audit.ts'
import { checkMigrations } from '../store/database.ts'
import { isThere, reading } from './data.ts'
import type { Where } from './data.ts'
import { bad, ok, warn } from './finding.ts'
import type { Said } from './finding.ts'

const MB = 2 ** 20
const DISK_BAD = 100 * MB
const DISK_WARN = 1024 * MB
/** Date of this code. A clock that shows an earlier date was never set. */
const NEVER_BEFORE = Date.parse('2026-11-01')
/** Maximum milliseconds that a log entry may lie in the future, which allows for clock drift. */
const DRIFT = 60_000

/** [SES] Checks that the folder and everything in it belong to this user only. */
export function checkData(folder: string): Said[] {
  if (!existsSync(folder)) return [warn(`${folder} does not exist yet; the first start creates it`)]
  const uid = process.getuid?.()
  const paths = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
  const faults = paths.flatMap((path) => {
    const { mode, uid: owner } = statSync(path)
    if ((mode & 0o077) !== 0) return [bad(`other users can read ${path}: chmod go= ${path}`)]
    return owner === uid ? [] : [bad(`${path} belongs to user ${owner}; this is user ${uid}`)]
  })
  const left = paths.filter((path) => /\/(backup|restore)-[^/]+$/.test(path))
  const leftovers = left.map((path) =>
    warn(`${path} was left by a killed command, or a command is running`),
  )
  return [
    ...faults,
    ...leftovers,
    ...(faults.length === 0 ? [ok('only its user can read it')] : []),
  ]
}

export function checkDisk(folder: string): Said {
  if (!existsSync(folder)) return ok('no data folder yet')
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const said = `${Math.floor(free / MB)} MB free`
  return free < DISK_BAD ? bad(said) : free < DISK_WARN ? warn(said) : ok(said)
}

/** Writes a test file into the data folder, and reads from the database. */
export async function checkStore(where: Where): Promise<Said> {
  const { data, database } = where
  if (!(await isThere(where))) return warn('no database yet; the first start creates it')
  const probe = join(data, `doctor-${process.pid}`)
  try {
    const file = openSync(probe, 'wx', 0o600)
    writeSync(file, 'probe')
    fsyncSync(file)
    closeSync(file)
  } finally {
    rmSync(probe, { force: true })
  }
  await reading(where, checkMigrations)
  if (database !== null) return ok(`PostgreSQL at ${database.host} answers`)
  const integrity = integrityOf(join(data, 'anhop.db'))
  return integrity === 'ok' ? ok('writable, and SQLite finds no damage') : bad(integrity)
}

/**
 * Compares the clock with the newest log entry. Authenticator apps and certificates depend on it.
 */
export async function checkClock(where: Where, now: number): Promise<Said> {
  const time = new Date(now).toISOString()
  if (now < NEVER_BEFORE) return bad(`the clock says ${time}; it was probably never set`)
  if (!(await isThere(where))) return ok(time)
  const [last] = await reading(where, (db) => createAudit(db).latest(1))
  return last !== undefined && last.at > now + DRIFT
    ? bad(
        `the clock says ${time}, but the newest log entry is from ${new Date(last.at).toISOString()}`,
      )
    : ok(time)
}
