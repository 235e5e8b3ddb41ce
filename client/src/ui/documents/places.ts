/** Same value as in protocol/presentation.ts, repeated to keep the protocol out of the bundle. */
export const PLACES = 10_000
