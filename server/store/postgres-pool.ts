import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { StoreUnavailable } from './unavailable.ts'

/** Milliseconds between two looks whether the database is back. */
const AGAIN = 500

/**
 * As many at a time as the pool has connections, first come, first served. To wait for one's turn
 * says nothing of the database: a busy moment on a slow machine is not taken for one that is gone.
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
 * A pool as Kysely wants it, which throws `StoreUnavailable` for what is the database's state and
 * lets no broken line be used again. While the database is away nobody waits for it: a room does one
 * thing after the other, and one that waited for seconds at each entry of the log would stand still.
 * The first look whether it is back is at once, since it may have been that one line alone.
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
      await wait(AGAIN, undefined, { ref: false })
    }
    away = null
  }

  async function begun(): Promise<pg.PoolClient> {
    // It may have gone while this one waited.
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
        // Kysely asks with text alone, for it was given no cursors.
        query: query as unknown as PostgresPoolClient['query'],
        release: (discard) => {
          client.release(broken || discard === true)
          turns.give()
        },
      }
    },
  }
}

/** A rule of the database that was broken repeats the row: names and hashes are not for the log. */
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
 * What is no fault of a statement: by SQLSTATE (PostgreSQL, appendix A) its class 08 connection, 28
 * authorisation, 3D no such database, 53 resources (disk full), 57 operator (shutdown, time-out), 58
 * system, 25 a server that has become read-only, 40 undone by a deadlock, 55P03 a lock; and whatever
 * did not come from the database at all.
 */
const isState = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || /^(08|25|28|3D|40|53|57|58|55P03)/.test(error.code ?? '')
