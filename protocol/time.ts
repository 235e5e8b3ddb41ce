/**
 * [INP3] Header on every API response with the server's time in epoch milliseconds. This file
 * imports nothing, because the client reads it too.
 */
export const NOW_HEADER = 'x-anhop-now'
