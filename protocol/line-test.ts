import type { TransportOffer } from './media.ts'

/** Bytes of one piece in either direction. */
export const LINE_PIECE = 256 * 1024

/** What a browser needs to test its line. Written by the server; no part of a meeting. */
export type LineTest = {
  /** The name of this test in its other requests: 256 bits, base64url. */
  id: string
  /** One transport with an address each for UDP and TCP. Nobody can connect it: it is for ICE alone. */
  offer: TransportOffer
  /** The relays that calls use. Their credentials are for people inside only [ADM3]. */
  relays: string[]
}
