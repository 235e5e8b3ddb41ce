/** As in the contract (protocol/presentation.ts), whose values stay out of the bundle. */
export const PLACES = 10_000
