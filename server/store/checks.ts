import { sql } from 'kysely'

/** CHECK constraints used by several tables. */
export const oneOf = (column: string, values: readonly string[]) =>
  sql`${sql.ref(column)} in (${sql.join(values.map((value) => sql.lit(value)))})`
export const flag = (column: string) => sql`${sql.ref(column)} in (0, 1)`
/** [PWD1, PWD3] substr instead of LIKE, which is case-insensitive in SQLite. */
export const argon2id = (column: string) => sql`substr(${sql.ref(column)}, 1, 10) = '$argon2id$'`
