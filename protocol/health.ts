/**
 * How the server is, for its operators: counts, sizes and times, and nothing that says who is where
 * in a meeting. Times are epoch milliseconds, sizes bytes.
 */

/** `none`: no TURN server is set up. `unknown`: the first probe is under way. `partly`: see probes. */
export type TurnState = 'none' | 'unknown' | 'ok' | 'partly' | 'failing'
/** `trusted`: by the authorities that this process knows; null: not asked. */
export type CertificateView = { ends: number; trusted: boolean | null }

/** What came of one allocation over one address of the operator's. `relay`: where it would relay. */
export type TurnProbe = { url: string; certificate: CertificateView | null } & (
  { ok: true; ms: number; relay: string } | { ok: false; reason: string }
)
/** `at`: when it was probed last; null: never. */
export type TurnReport = { state: TurnState; at: number | null; probes: TurnProbe[] }

/**
 * [PWD4] A lock-out that holds: on what, and for whom. Addresses and devices are told apart by
 * numbers that mean something in this answer alone; only time opens a lock.
 */
export type LockView = {
  what: 'meeting' | 'account' | 'factor' | 'address'
  /** A meeting's title or an account's name; null for an address, and where there is none. */
  name: string | null
  from: 'everywhere' | 'address' | 'device'
  place: number | null
  until: number
}

/** `bitrate`: of all media, bits per second. `participants`: whose media is on this worker. */
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
  /** The store takes changes and every media worker answers. */
  ready: boolean
  version: { server: string; node: string }
  /** Of several servers, which one this is: where the edge reaches it. Null: the only one. */
  address: string | null
  /** When the base of the image got its last patches; null: this is no image. */
  patchedAt: number | null
  startedAt: number
  load: { meetings: number; participants: number; waiting: number; sockets: number }
  workers: WorkerView[]
  capacity: { meeting: number; server: number }
  turn: TurnReport
  /** Wrong passwords, codes and links of the last hour; lock-outs that hold now, and the newest. */
  attempts: { lastHour: number; lockedOut: number; locks: LockView[] }
  disk: { free: number; size: number; store: number }
  /** The one that browsers get; null: there is none, or it cannot be reached from here. */
  certificate: CertificateView | null
}
