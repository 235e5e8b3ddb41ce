import type { Kysely } from 'kysely'

/** Which cluster node owns which room. */
export async function nodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('room_node')
    .addColumn('meeting_id', 'text', (c) =>
      c.primaryKey().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('node', 'text', (c) => c.notNull())
    .execute()
}
