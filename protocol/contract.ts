/**
 * Number of the signaling contract. The page names its own in the handshake, and the server refuses
 * every other. Raise it whenever the messages change: `contract.test.ts` fails until then.
 */
export const CONTRACT = 9

/**
 * The wire's name for several events at once, which mean the same as each by itself, in this order.
 * One frame instead of several for each person in a room.
 */
export const BATCH = 'batch'
