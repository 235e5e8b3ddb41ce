/**
 * [INP3] The header of every answer of the API that says what time it is on the server, epoch
 * milliseconds. Imports nothing, for the page reads it.
 */
export const NOW_HEADER = 'x-anhop-now'
