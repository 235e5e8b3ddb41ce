import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { MeetingId } from '#protocol/ids.ts'
import { LOCKS, LOCK_SPACE, isPostgres } from './engine.ts'
import type { Tables } from './schema.ts'

/** One process in a cluster, named by `nodeName`. */
export type NodeName = string

/**
 * [Cluster] Which node owns a meeting's room. The row is the source of truth and changes only in a
 * store transaction (`server/cluster/ownership.ts`). Empty on a single server.
 */
export interface RoomNodes {
  /** Null: no node owns it. */
  of(id: MeetingId): Promise<NodeName | null>
  all(): Promise<{ id: MeetingId; node: NodeName }[]>
  give(id: MeetingId, node: NodeName): Promise<void>
  /** Does nothing if another node owns it. */
  release(id: MeetingId, node: NodeName): Promise<void>
  /** For a single server: deletes what a cluster has left behind. */
  releaseAll(): Promise<void>
  /**
   * Nodes connected to the database. `settled` is false shortly after the database has started,
   * when missing nodes may still be reconnecting.
   */
  present(): Promise<{ nodes: ReadonlySet<NodeName>; settled: boolean }>
}

/**
 * Condition on rows: of this meeting, or without one, of all meetings whose rooms are on no server.
 */
export const ofMeetingOrNobodys = (of?: MeetingId) =>
  of === undefined
    ? sql<boolean>`meeting_id not in (select room_node.meeting_id from room_node)`
    : sql<boolean>`meeting_id = ${of}`

/** Milliseconds after its start before missing nodes are considered gone. */
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

/** Rows of `pg_locks` (as `l`) that hold the server lock, exclusively or shared. */
const serverLocks = sql`
  l.locktype = 'advisory' and l.granted and l.objsubid = 2
  and l.classid = ${sql.lit(LOCK_SPACE)}::bigint::oid
  and l.objid = ${sql.lit(LOCKS.server)}::bigint::oid`
