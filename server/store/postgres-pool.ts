import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { StoreUnavailable } from './unavailable.ts'

/** Milliseconds between checks whether the database is back. */
const POLL_INTERVAL = 500

/**
 * A first-come, first-served semaphore with as many slots as the pool has connections. Waiting here
 * says nothing about the database, so a busy moment on a slow machine is not mistaken for an
 * outage.
 */
class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(most: number) {
    this.#free = most
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((begin) => this.#waiting.push(begin))
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}

/**
 * A pool for Kysely that throws `StoreUnavailable` for errors caused by the state of the database,
 * and never reuses a broken connection. While the database is away, calls fail at once instead of
 * waiting: a room works sequentially, and would stall if every log entry waited for seconds. The
 * first check runs immediately, because perhaps only that one connection was broken.
 */
export function watched(pool: pg.Pool): PostgresPool {
  let away: { cause: unknown } | null = null
  let closed = false
  const turns = new Turns(pool.options.max)

  function fault(error: unknown): unknown {
    if (error instanceof pg.DatabaseError) forgetRow(error)
    if (!isState(error)) return error
    if (!(error instanceof pg.DatabaseError) && away === null && !closed) {
      away = { cause: error }
      void lookAgain()
    }
    return new StoreUnavailable(error)
  }

  async function lookAgain(): Promise<void> {
    for (;;) {
      if (closed || (await answers(pool))) break
      await wait(POLL_INTERVAL, undefined, { ref: false })
    }
    away = null
  }

  async function begun(): Promise<pg.PoolClient> {
    // The database may have gone away while this call was waiting.
    if (away !== null) throw new StoreUnavailable(away.cause)
    return pool.connect().catch((error: unknown) => {
      throw fault(error)
    })
  }

  return {
    options: {},
    async end() {
      closed = true
      await pool.end()
    },
    async connect() {
      if (away !== null) throw new StoreUnavailable(away.cause)
      await turns.take()
      const client = await begun().catch((error: unknown) => {
        turns.give()
        throw error
      })
      let broken = false
      const query = async (text: string, values: readonly unknown[]) => {
        try {
          return await client.query(text, [...values])
        } catch (error) {
          broken ||= !(error instanceof pg.DatabaseError)
          throw fault(error)
        }
      }
      return {
        // Kysely only passes text queries, because it has no cursors configured.
        query: query as unknown as PostgresPoolClient['query'],
        release: (discard) => {
          client.release(broken || discard === true)
          turns.give()
        },
      }
    },
  }
}

/** Constraint errors repeat the row; names and hashes must not get into the log. */
function forgetRow(error: pg.DatabaseError): void {
  delete error.detail
  delete error.where
  delete error.internalQuery
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    const client = await pool.connect()
    const right = await client.query('select 1').then(
      () => true,
      () => false,
    )
    client.release(!right)
    return right
  } catch {
    return false
  }
}

/**
 * Errors not caused by the statement. By SQLSTATE (PostgreSQL, appendix A): class 08 connection, 28
 * authorization, 3D no such database, 53 resources (disk full), 57 operator intervention (shutdown,
 * time-out), 58 system, 25 read-only server, 40 rollback by a deadlock, 55P03 lock timeout; and
 * anything that did not come from the database at all.
 */
const isState = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || /^(08|25|28|3D|40|53|57|58|55P03)/.test(error.code ?? '')
