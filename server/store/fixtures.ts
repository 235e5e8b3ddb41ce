import { id128 } from '../auth/tokens.ts'
import type { InviteRecord, MeetingRecord, SeatRecord } from '../meeting/records.ts'
import { AccountId, InviteId, MeetingId, ParticipantId, SessionId } from '#protocol/ids.ts'
import type { AccountRecord } from './rows.ts'
import type { Repositories } from './store.ts'

/** Records for tests. Ids are derived from short names, so that tests stay readable. */
const id22 = (name: string): string => name.padEnd(22, '0').slice(0, 22)
export const accountId = (name: string): AccountId => AccountId.parse(id22(name))
export const meetingId = (name: string): MeetingId => MeetingId.parse(id22(name))
export const inviteId = (name: string): InviteId => InviteId.parse(id22(name))
export const participantId = (name: string): ParticipantId => ParticipantId.parse(id22(name))

/** No password matches it. */
export const SOME_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2g'

export async function seedAccount(
  store: Repositories,
  name: string,
  change: Partial<AccountRecord> = {},
): Promise<AccountRecord> {
  const account: AccountRecord = {
    id: accountId(name),
    username: name,
    name: `Person ${name}`,
    role: 'host',
    passwordHash: SOME_HASH,
    disabled: false,
    createdAt: 1,
    sso: null,
    ...change,
  }
  await store.accounts.create(account)
  return account
}

/** Signs the account in with a session whose token nobody has. */
export async function seedSession(store: Repositories, account: AccountId): Promise<SessionId> {
  const id = SessionId.parse(id128())
  const times = { createdAt: 1, seenAt: 1, firstAt: 1, secondAt: null }
  await store.sessions.create({ id, tokenHash: id, accountId: account, browser: '', ...times })
  return id
}

/** The host's account must already exist. */
export async function seedMeeting(
  store: Repositories,
  name: string,
  hostAccount: AccountId,
  change: Partial<MeetingRecord> = {},
): Promise<MeetingRecord> {
  const meeting: MeetingRecord = {
    id: meetingId(name),
    title: `Meeting ${name}`,
    mode: 'discussion',
    hostAccount,
    hostName: 'Host',
    passwordHash: SOME_HASH,
    passwordVersion: 1,
    locked: false,
    chat: true,
    invitedOnly: false,
    founder: null,
    createdAt: 1,
    endedAt: null,
    ...change,
  }
  await store.meetings.createMeeting(meeting)
  return meeting
}

export const seat = (
  name: string,
  meeting: MeetingId,
  change: Partial<SeatRecord> = {},
): SeatRecord => ({
  id: participantId(name),
  meetingId: meeting,
  ticketHash: `ticket-${name}`,
  deviceHash: `device-${name}`,
  addressHash: `address-${name}`,
  accountId: null,
  inviteId: null,
  kind: 'guest',
  name: `Person ${name}`,
  position: null,
  role: 'participant',
  state: 'waiting',
  passwordVersion: 1,
  knockedAt: 1,
  awaySince: null,
  floor: false,
  ...change,
})

export const invite = (
  name: string,
  meeting: MeetingId,
  change: Partial<InviteRecord> = {},
): InviteRecord => ({
  id: inviteId(name),
  meetingId: meeting,
  name: `Person ${name}`,
  tokenHash: `token-${name}`,
  createdAt: 1,
  expiresAt: 10_000_000,
  revokedAt: null,
  ...change,
})
