import type { Kysely } from 'kysely'
import { id128 } from '../auth/tokens.ts'
import { createAccounts } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import { createAttempts } from './attempts.ts'
import type { Attempts } from './attempts.ts'
import { createAudit } from './audit.ts'
import type { AuditLog } from './audit.ts'
import { createChallenges } from './challenges.ts'
import type { Challenges } from './challenges.ts'
import { openDatabase } from './database.ts'
import type { Place } from './database.ts'
import { alone, sizeOf } from './engine.ts'
import { createFactors } from './factors.ts'
import type { Factors } from './factors.ts'
import { createInvites } from './invites.ts'
import type { Invites } from './invites.ts'
import { createMails } from './mails.ts'
import type { Mails } from './mails.ts'
import { createMeetings } from './meetings.ts'
import type { Meetings } from './meetings.ts'
import { createNames } from './names.ts'
import type { Names } from './names.ts'
import { createRetention } from './retention.ts'
import type { Retention } from './retention.ts'
import { createRoomNodes } from './room-nodes.ts'
import type { RoomNodes } from './room-nodes.ts'
import type { Tables } from './schema.ts'
import { createLinks } from './links.ts'
import type { Links } from './links.ts'
import { createSessions } from './sessions.ts'
import type { Sessions } from './sessions.ts'
import { createSettings } from './settings.ts'
import type { Settings } from './settings.ts'

/** Everything that outlives the process, by what it is about. */
export type Repositories = {
  /** Implements `MeetingStore`, the port of the rooms. */
  meetings: Meetings
  invites: Invites
  mails: Mails
  accounts: Accounts
  sessions: Sessions
  links: Links
  factors: Factors
  challenges: Challenges
  settings: Settings
  attempts: Attempts
  audit: AuditLog
  rooms: RoomNodes
  /** What the ids of the log stand for. */
  names: Names
  retention: Retention
}

export interface Store extends Repositories {
  /**
   * All of `work` or nothing, a change together with its audit entry, and one at a time on all
   * servers: what was read inside still holds when it is written. Inside, use only the repositories
   * that are passed in: those of the store would wait for the transaction to end.
   */
  transaction<T>(work: (within: Repositories) => Promise<T>): Promise<T>
  /** Resolves when a change gets through: a full disk is noticed here and not in a meeting. */
  ping(): Promise<void>
  /** Bytes on disk, wherever that is. */
  size(): Promise<number>
  close(): Promise<void>
}

/** @param place a data folder must exist, and so must a database of PostgreSQL */
export async function openStore(place: Place): Promise<Store> {
  return storeOver(await openDatabase(place))
}

export function storeOver(db: Kysely<Tables>): Store {
  return {
    ...repositories(db),
    transaction: (work) => alone(db, 'changes', (tx) => work(repositories(tx))),
    async ping() {
      await alone(db, 'changes', async (tx) => {
        const probe = id128()
        await tx.insertInto('attempt').values({ id: probe, bucket: 'probe', at: 0 }).execute()
        await tx.deleteFrom('attempt').where('id', '=', probe).execute()
      })
    },
    size: () => sizeOf(db),
    close: () => db.destroy(),
  }
}

function repositories(db: Kysely<Tables>): Repositories {
  const audit = createAudit(db)
  const invites = createInvites(db)
  return {
    meetings: createMeetings(db, audit, invites),
    invites,
    mails: createMails(db),
    accounts: createAccounts(db),
    sessions: createSessions(db),
    links: createLinks(db),
    factors: createFactors(db),
    challenges: createChallenges(db),
    settings: createSettings(db),
    attempts: createAttempts(db),
    audit,
    rooms: createRoomNodes(db),
    names: createNames(db),
    retention: createRetention(db),
  }
}
