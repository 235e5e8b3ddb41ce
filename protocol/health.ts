/**
 * Server health for operators: counts, sizes and times, but nothing that shows who is in which
 * meeting. Times are epoch milliseconds, sizes are bytes.
 */

/**
 * `none`: no TURN server is configured. `unknown`: the first probe is still running. `partly`: see
 * `probes`.
 */
export type TurnState = 'none' | 'unknown' | 'ok' | 'partly' | 'failing'
/** `trusted`: by the CAs this process knows; null if not checked. */
export type CertificateView = { ends: number; trusted: boolean | null }

/** Result of one allocation through one configured URL. `relay`: the relay address. */
export type TurnProbe = { url: string; certificate: CertificateView | null } & (
  { ok: true; ms: number; relay: string } | { ok: false; reason: string }
)
/** `at`: time of the last probe; null if there was none. */
export type TurnReport = { state: TurnState; at: number | null; probes: TurnProbe[] }

/**
 * [PWD4] An active lock-out: what is locked, and for whom. Addresses and devices are numbered, and
 * the numbers are valid only within this response. Only time lifts a lock-out.
 */
export type LockView = {
  what: 'meeting' | 'account' | 'factor' | 'address'
  /** A meeting title or account name; null for an address or if there is no name. */
  name: string | null
  from: 'everywhere' | 'address' | 'device'
  place: number | null
  until: number
}

/**
 * `bitrate`: all media, in bits per second. `participants`: people whose media runs on this worker.
 */
export type WorkerView = {
  index: number
  rooms: number
  participants: number
  producers: number
  consumers: number
  bitrate: { in: number; out: number }
}

/** GET /api/server/health */
export type ServerHealth = {
  /** The store accepts writes and every media worker responds. */
  ready: boolean
  version: { server: string; node: string }
  /** In a cluster, this server's address as the edge reaches it. Null for a single server. */
  address: string | null
  /** When the image's base was last patched; null if this is not an image. */
  patchedAt: number | null
  startedAt: number
  load: { meetings: number; participants: number; waiting: number; sockets: number }
  workers: WorkerView[]
  capacity: { meeting: number; server: number }
  turn: TurnReport
  /**
   * Wrong passwords, codes and links in the last hour; the number of active lock-outs, and the
   * newest of them.
   */
  attempts: { lastHour: number; lockedOut: number; locks: LockView[] }
  disk: { free: number; size: number; store: number }
  /** The certificate browsers see; null if there is none or it cannot be reached from here. */
  certificate: CertificateView | null
}
