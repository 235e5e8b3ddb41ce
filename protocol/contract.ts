/**
 * Number of the signaling contract. The page names its own in the handshake, and the server refuses
 * every other. Raise it whenever the messages change: `contract.test.ts` fails until then.
 */
export const CONTRACT = 8
