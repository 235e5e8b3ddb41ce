/** As in the contract (protocol/table.ts), whose values stay out of the bundle. */
export const PLACES = 10_000
