import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { MeetingId } from '#protocol/ids.ts'
import { LOCKS, LOCK_SPACE, isPostgres } from './engine.ts'
import type { Tables } from './schema.ts'

/** One process of a cluster, as `nodeName` makes it. */
export type NodeName = string

/**
 * [Cluster] Which node has a meeting's room. The row is the arbiter: it changes hands in a
 * transaction of the store alone (`server/cluster/ownership.ts`). Empty where there is one server.
 */
export interface RoomNodes {
  /** Null: no node has it. */
  of(id: MeetingId): Promise<NodeName | null>
  all(): Promise<{ id: MeetingId; node: NodeName }[]>
  give(id: MeetingId, node: NodeName): Promise<void>
  /** Nothing, when another has it. */
  release(id: MeetingId, node: NodeName): Promise<void>
  /** Where the one server has the database to itself: what a cluster left behind. */
  releaseAll(): Promise<void>
  /**
   * Nodes that the database has a connection to. `settled` is false while it has only just started
   * itself, so that who is missing may be on the way back.
   */
  present(): Promise<{ nodes: ReadonlySet<NodeName>; settled: boolean }>
}

/** A condition on rows: of this meeting, or without one of all whose rooms are at no server. */
export const ofMeetingOrNobodys = (of?: MeetingId) =>
  of === undefined
    ? sql<boolean>`meeting_id not in (select room_node.meeting_id from room_node)`
    : sql<boolean>`meeting_id = ${of}`

/** Milliseconds after its start from which the database knows who is missing. */
const SETTLES = 5000

export function createRoomNodes(db: Kysely<Tables>): RoomNodes {
  return {
    async of(id) {
      const row = await db
        .selectFrom('room_node')
        .select('node')
        .where('meeting_id', '=', id)
        .executeTakeFirst()
      return row?.node ?? null
    },
    async all() {
      const rows = await db.selectFrom('room_node').selectAll().execute()
      return rows.map((row) => ({ id: row.meeting_id as MeetingId, node: row.node }))
    },
    async give(id, node) {
      await db
        .insertInto('room_node')
        .values({ meeting_id: id, node })
        .onConflict((c) => c.column('meeting_id').doUpdateSet({ node }))
        .execute()
    },
    async release(id, node) {
      await db
        .deleteFrom('room_node')
        .where('meeting_id', '=', id)
        .where('node', '=', node)
        .execute()
    },
    async releaseAll() {
      await db.deleteFrom('room_node').execute()
    },
    async present() {
      if (!isPostgres(db)) return { nodes: new Set(), settled: true }
      const found = await sql<{ name: string }>`
        select a.application_name as name
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where ${serverLocks} and a.datname = current_database()`.execute(db)
      const started = await sql<{ age: number }>`
        select extract(epoch from clock_timestamp() - pg_postmaster_start_time())::float8 * 1000
          as age`.execute(db)
      return {
        nodes: new Set(found.rows.map(({ name }) => name)),
        settled: (started.rows[0]?.age ?? 0) > SETTLES,
      }
    },
  }
}

/** Of `pg_locks` as `l`: who has, alone or with others, the lock of servers. */
const serverLocks = sql`
  l.locktype = 'advisory' and l.granted and l.objsubid = 2
  and l.classid = ${sql.lit(LOCK_SPACE)}::bigint::oid
  and l.objid = ${sql.lit(LOCKS.server)}::bigint::oid`
