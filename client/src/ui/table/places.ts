/** As in the contract (server/protocol/table.ts), whose values stay out of the bundle. */
export const PLACES = 10_000
