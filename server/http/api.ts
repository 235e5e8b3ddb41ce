import type { KeyObject } from 'node:crypto'
import { AccountService } from '../auth/accounts.ts'
import { createAddressReader } from '../auth/address.ts'
import type { AttemptLimiter } from '../auth/attempts.ts'
import type { CookieNames } from '../auth/cookies.ts'
import { FactorService } from '../auth/factors.ts'
import { Flows } from '../auth/flows.ts'
import type { IdentityProvider, OidcSettings } from '../auth/oidc.ts'
import { Passkeys } from '../auth/passkeys.ts'
import type { Hasher } from '../auth/passwords.ts'
import type { PolicyService } from '../auth/policy.ts'
import { Prover } from '../auth/prove.ts'
import { Sealer } from '../auth/seal.ts'
import { keyedHash } from '../auth/secret.ts'
import { SessionService } from '../auth/sessions.ts'
import { SsoService } from '../auth/sso.ts'
import { OfficeService } from '../files/office/service.ts'
import type { DocumentService } from '../files/documents/service.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import type { ServerHealth, TurnState } from '#protocol/health.ts'
import type { HistorySpan, ServerHistory } from '#protocol/history.ts'
import type { RecordingPieces } from '../files/recordings/pieces.ts'
import type { Store } from '../store/store.ts'
import { accountRoutes } from './accounts.ts'
import { attendanceRoute } from './attendance.ts'
import { auditRoutes } from './audit.ts'
import { calendarFileRoutes } from './calendar-files.ts'
import { calendarRoutes } from './calendar.ts'
import { colleaguesRoute } from './colleagues.ts'
import { documentRoutes } from './documents.ts'
import { keyRoutes } from './keys.ts'
import { enterRoute } from './enter.ts'
import { evidenceRoute } from './evidence.ts'
import { factorRoutes } from './factors.ts'
import { healthRoutes } from './health.ts'
import { inviteRoutes } from './invites.ts'
import { lineTestRoutes } from './line-test.ts'
import type { LinePool } from './line-test.ts'
import { liveRoute } from './live.ts'
import { mailRoutes } from './mail.ts'
import { meetingRoutes } from './meetings.ts'
import { officeRoutes } from './office.ts'
import { oidcRoutes } from './oidc.ts'
import { policyRoutes } from './policy.ts'
import { recordingRoutes } from './recordings.ts'
import type { Origins } from './origin.ts'
import type { Edge, Route } from './routes.ts'
import { serverHealthRoute, serverHistoryRoute, serverMeetingsRoute } from './server-meetings.ts'
import { sessionRoutes } from './sessions.ts'
import { SignIn } from './sign-in.ts'
import { voteRoute } from './votes.ts'

export type ApiParts = {
  store: Store
  live: LiveMeetings
  hasher: Hasher
  attempts: AttemptLimiter
  policy: PolicyService
  /** The server key. */
  key: Buffer
  origins: Origins
  cookies: CookieNames
  secure: boolean
  proxies: readonly string[]
  mailer: Mailer | null
  documents: DocumentService
  /** [REC] Null: recording is off and has no routes. */
  recording: { archive: string; pieces: RecordingPieces } | null
  evidence: { key: KeyObject; address: string | null }
  oidc: {
    provider: IdentityProvider
    settings: Pick<OidcSettings, 'name' | 'roles' | 'twoFactorContexts'>
  } | null
  lineTests: LinePool
  /** Whether the server can do its work; see `healthRoutes`. */
  ready: () => Promise<boolean>
  /** The result of the last background probe. */
  turn: () => TurnState
  /** Data of the operators' health page. */
  health: (now: number) => Promise<ServerHealth>
  /** Its plots. */
  history: { of(span: HistorySpan, now: number): ServerHistory }
  /** Epoch milliseconds. */
  now: () => number
}

export type Api = { routes: Route[]; edge: Edge; service: AccountService }

/** Creates all routes in one place, so that tests attack what is served. */
export function createApi(parts: ApiParts): Api {
  const { store, live, hasher, attempts, policy, key, origins, cookies } = parts
  const { secure, oidc, evidence, now } = parts
  const keyed = keyedHash(key)
  const sessions = new SessionService(store)
  const service = new AccountService({ store, hasher, attempts, policy, keyed })
  const sealer = new Sealer(key)
  const passkeys = new Passkeys(() => origins.publicUrl())
  const factors = new FactorService({ store, attempts, sealer, passkeys })
  const prover = new Prover({ store, attempts, hasher, keyed, sealer, passkeys })
  const ssoName = oidc?.settings.name ?? null
  const office = new OfficeService(store)
  const signIn = new SignIn({
    sessions,
    attempts,
    keyed,
    store,
    cookies,
    ssoName,
    recording: parts.recording !== null,
    office,
  })
  const addressOf = createAddressReader(parts.proxies)
  const routes = [
    ...healthRoutes(parts.ready, parts.turn),
    ...lineTestRoutes(parts.lineTests),
    ...accountRoutes({ service, signIn, store, origins, live }),
    ...sessionRoutes({ service, sessions, signIn, store, cookies }),
    ...factorRoutes({ factors, prover, signIn }),
    ...policyRoutes(policy),
    ...officeRoutes(office),
    ...ssoRoutes(parts.oidc),
    ...meetingRoutes({ store, live, hasher, policy }),
    serverMeetingsRoute({ store, live }),
    serverHealthRoute(parts.health),
    serverHistoryRoute(parts.history),
    ...auditRoutes({ store }),
    attendanceRoute({ store }),
    voteRoute({ store }),
    ...documentRoutes({ service: parts.documents, store }),
    ...keyRoutes({ live }),
    evidenceRoute({ store, key: evidence.key, origins, address: evidence.address }),
    ...inviteRoutes({ store, live, origins, policy }),
    ...mailRoutes({ store, origins, mailer: parts.mailer, policy, sealer }),
    liveRoute({ store, live }),
    colleaguesRoute({ store }),
    ...calendarRoutes({ store, live, hasher, origins, mailer: parts.mailer, sealer }),
    ...calendarFileRoutes({ store, origins }),
    enterRoute({
      meetings: store.meetings,
      invites: store.invites,
      calendar: store.calendar,
      live,
      hasher,
      attempts,
      cookies,
    }),
  ]
  if (parts.recording !== null) {
    routes.push(...recordingRoutes({ store, live, policy, ...parts.recording }))
  }
  const inside: Edge['inside'] = async (meeting, ticketHash) => {
    const seat = await store.meetings.seatByTicket(meeting, ticketHash)
    return seat === null ? null : live.activeParticipant(meeting, seat.id)
  }
  return { routes, edge: { sessions, keyed, addressOf, cookies, secure, inside, now }, service }

  function ssoRoutes(used: ApiParts['oidc']): Route[] {
    if (used === null) return []
    const { provider, settings } = used
    return oidcRoutes({
      provider,
      service: new SsoService(store, settings.roles),
      flows: new Flows(),
      signIn,
      twoFactorContexts: settings.twoFactorContexts,
      cookies,
      origins,
    })
  }
}
