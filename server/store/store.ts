import type { Kysely } from 'kysely'
import { id128 } from '../auth/tokens.ts'
import { createAccounts } from './accounts.ts'
import type { Accounts } from './accounts.ts'
import { createAttempts } from './attempts.ts'
import type { Attempts } from './attempts.ts'
import { createAudit } from './audit.ts'
import type { AuditLog } from './audit.ts'
import { createCalendar } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { createChallenges } from './challenges.ts'
import type { Challenges } from './challenges.ts'
import { openDatabase } from './database.ts'
import type { Place } from './database.ts'
import { createDocuments } from './documents.ts'
import type { Documents } from './documents.ts'
import { exclusive, sizeOf } from './engine.ts'
import { createFactors } from './factors.ts'
import type { Factors } from './factors.ts'
import { createFeeds } from './feeds.ts'
import type { Feeds } from './feeds.ts'
import { createInvites } from './invites.ts'
import type { Invites } from './invites.ts'
import { createMails } from './mails.ts'
import type { Mails } from './mails.ts'
import { createMeetings } from './meetings.ts'
import type { Meetings } from './meetings.ts'
import { createNames } from './names.ts'
import type { Names } from './names.ts'
import { createOffice } from './office.ts'
import type { OfficeStore } from './office.ts'
import { createRecordings } from './recordings.ts'
import type { Recordings } from './recordings.ts'
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
import { createVotes } from './votes.ts'
import type { Votes } from './votes.ts'

/** All persistent data, by subject. */
export type Repositories = {
  /** Implements `MeetingStore`, the rooms' port. */
  meetings: Meetings
  invites: Invites
  mails: Mails
  votes: Votes
  calendar: Calendar
  feeds: Feeds
  documents: Documents
  accounts: Accounts
  sessions: Sessions
  links: Links
  factors: Factors
  challenges: Challenges
  settings: Settings
  office: OfficeStore
  attempts: Attempts
  audit: AuditLog
  rooms: RoomNodes
  /** Names for the ids in the log. */
  names: Names
  retention: Retention
  /** Metadata only; the content is in files. */
  recordings: Recordings
}

export interface Store extends Repositories {
  /**
   * Runs `work` atomically and one at a time across all servers, so a change and its audit entry
   * are written together, and what was read inside still holds when it is written. Inside, use only
   * `within`: the store's own repositories would wait for the transaction to end.
   */
  transaction<T>(work: (within: Repositories) => Promise<T>): Promise<T>
  /** Resolves if a write succeeds, so that a full disk is noticed here and not in a meeting. */
  ping(): Promise<void>
  /** Bytes on disk, wherever the store is. */
  size(): Promise<number>
  close(): Promise<void>
}

/** @param place a data folder or PostgreSQL database, which must exist */
export async function openStore(place: Place): Promise<Store> {
  return storeOver(await openDatabase(place))
}

export function storeOver(db: Kysely<Tables>): Store {
  return {
    ...repositories(db),
    transaction: (work) => exclusive(db, 'changes', (tx) => work(repositories(tx))),
    async ping() {
      await exclusive(db, 'changes', async (tx) => {
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
  const votes = createVotes(db)
  const calendar = createCalendar(db)
  const documents = createDocuments(db)
  const recordings = createRecordings(db)
  return {
    meetings: createMeetings(db, { audit, invites, votes, calendar, documents, recordings }),
    documents,
    invites,
    mails: createMails(db),
    votes,
    calendar,
    feeds: createFeeds(db),
    accounts: createAccounts(db),
    sessions: createSessions(db),
    links: createLinks(db),
    factors: createFactors(db),
    challenges: createChallenges(db),
    settings: createSettings(db),
    office: createOffice(db),
    attempts: createAttempts(db),
    audit,
    rooms: createRoomNodes(db),
    names: createNames(db),
    retention: createRetention(db),
    recordings,
  }
}
