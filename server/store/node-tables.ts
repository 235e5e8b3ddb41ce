import type { Kysely } from 'kysely'

/** A cluster's rooms, each with the node that has it. */
export async function nodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('room_node')
    .addColumn('meeting_id', 'text', (c) =>
      c.primaryKey().references('meeting.id').onDelete('cascade'),
    )
    .addColumn('node', 'text', (c) => c.notNull())
    .execute()
}
