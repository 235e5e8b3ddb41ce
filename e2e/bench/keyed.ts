import { KeyVisit } from '#client/src/call/key-visit.ts'
import type { EpochKeys } from '#client/src/keys/types.ts'
import type { Bytes } from '#client/src/mls/bytes.ts'
import { createDeviceKeys } from '#client/src/mls/credential.ts'
import { parseFragment, parseOwnFragment } from '#client/src/mls/link.ts'
import type { LinkEnd } from '#client/src/mls/link.ts'
import type { MeetingId } from '#protocol/ids.ts'
import type { RawInputOf, Reply, RequestName, ResultOf } from '#protocol/messages.ts'
import type { Sha256 } from '#protocol/mls.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import type { Visitor } from '../support/visitor.ts'

/** What somebody comes with, as in their link. */
export type Holding = { meeting: MeetingId; fragment: string; server: string }
/** What is done with keys of frames, by whoever seals some. */
type Using = { keys: (epoch: EpochKeys) => void; reached: (number: number) => void }

/** Milliseconds since 1970 with fractions, the same in all processes of a machine. */
export const now = () => performance.timeOrigin + performance.now()

const secretIn = (fragment: string): Bytes | null => {
  const secret = parseOwnFragment(fragment)
  return secret === 'broken' ? null : secret
}
const linkIn = (fragment: string): LinkEnd | null => {
  const link = parseFragment(fragment)
  return link === 'broken' ? null : link
}

/** Somebody without a browser, whose keys are the client's own code on a raw socket. */
export class Keyed {
  readonly socket: RawSocket
  readonly visit: KeyVisit
  readonly #known = Promise.withResolvers<number>()
  #still = false

  private constructor(socket: RawSocket, visit: KeyVisit) {
    this.socket = socket
    this.visit = visit
    socket.socket.on('connect', () => visit.up())
    socket.onAny((heard) => {
      if (!this.#still) visit.event(heard)
    })
  }

  /** Whoever holds a guest's or the host's own fragment, and has passed the password. */
  static async open(visitor: Visitor, holding: Holding, using?: Using): Promise<Keyed> {
    const { meeting, fragment, server } = holding
    const device = await createDeviceKeys()
    const ask = async <K extends RequestName>(name: K, input: RawInputOf<K>) =>
      (await keyed.socket.raw(name, input)) as Reply<ResultOf<K>>
    const visit = await KeyVisit.open({
      meeting,
      ask,
      onView: () => {},
      onSaid: () => {},
      keys: (epoch) => {
        keyed.#learn(epoch)
        if (epoch) using?.keys(epoch)
      },
      reached: (number) => using?.reached(number),
      blobs: blobsOf(visitor, `${server}/api/meetings/${meeting}/keys`),
      store: {
        deviceKeys: () => Promise.resolve(device),
        secretOf: () => Promise.resolve(secretIn(fragment)),
        keepSecret: () => Promise.resolve(),
        linkOf: () => linkIn(fragment),
      },
    })
    const keyed: Keyed = new Keyed(visitor.socket(meeting, { keys: false }), visit)
    keyed.socket.patience = 30_000
    return keyed
  }

  /** When the first keys of a group were known. */
  get known(): Promise<number> {
    return this.#known.promise
  }

  /**
   * Follows no commit from here on, while the server and the others go on as before. A hundred
   * browsers on one machine would be measured otherwise, instead of the one that is waited for.
   */
  stopFollowing(): void {
    this.#still = true
    this.socket.socket.offAny()
  }

  close(): void {
    this.visit.end()
    this.socket.close()
  }

  #learn(epoch: EpochKeys | null): void {
    if (epoch) this.#known.resolve(now())
  }
}

function blobsOf(visitor: Visitor, address: string) {
  const asked = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const origin = new URL(address).origin
    const headers = { origin, cookie: visitor.cookieHeader(), ...init.headers }
    const response = await fetch(path, { ...init, headers })
    if (!response.ok) throw new Error(`keys: ${response.status}`)
    return response
  }
  return {
    async put(body: Bytes): Promise<Sha256> {
      const headers = { 'content-type': 'application/octet-stream' }
      const response = await asked(address, { method: 'POST', headers, body })
      return ((await response.json()) as { hash: Sha256 }).hash
    },
    read: async (hash: Sha256) =>
      new Uint8Array(await (await asked(`${address}/${hash}`)).arrayBuffer()),
  }
}
