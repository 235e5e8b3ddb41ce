import type { KeyObject } from 'node:crypto'
import { subjectKey } from '../auth/attempts.ts'
import { AUDIT_FILE, fingerprintOf, makeBundle } from '../files/evidence/bundle.ts'
import { reports } from '../files/evidence/report.ts'
import type { Facts } from '../files/evidence/report.ts'
import type { MeetingRecord, SeatRecord } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import { MeetingId } from '#protocol/ids.ts'
import { auditEvent } from '../store/audit.ts'
import type { AuditEntry } from '../store/audit.ts'
import type { AttemptSummary } from '../store/attempts.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Repositories } from '../store/store.ts'
import { entriesOf } from './audit.ts'
import type { Origins } from './origin.ts'
import { Attachment, route } from './routes.ts'
import type { Route } from './routes.ts'

export type EvidenceDeps = {
  store: Pick<Repositories, 'audit' | 'meetings' | 'attempts' | 'names'>
  key: KeyObject
  origins: Origins
  /** The recipient of the report. */
  address: string | null
}

/**
 * [AUD] A signed bundle of what the server knows about one meeting, for its host and for operators.
 */
export function evidenceRoute(deps: EvidenceDeps): Route {
  return route({
    method: 'GET',
    path: '/api/meetings/:id/evidence',
    access: 'signed-in',
    body: null,
    async run({ account, params, now }) {
      const id = MeetingId.safeParse(params['id'])
      const meeting = id.success ? await deps.store.meetings.meeting(id.data) : null
      const mayHave = meeting?.hostAccount === account.id || account.role === 'operator'
      if (meeting === null || !mayHave) throw new Refusal('not_found')
      const data = await bundle(deps, meeting, account, now)
      return new Attachment(`anhop-evidence-${meeting.id}.zip`, 'application/zip', data)
    },
  })
}

async function bundle(
  { store, key, origins, address }: EvidenceDeps,
  meeting: MeetingRecord,
  account: AccountRecord,
  now: number,
): Promise<Buffer> {
  // Audited first, so that the bundle contains its own entry.
  await store.audit.append(
    auditEvent(now, 'incident.evidence', account.id, { meetingId: meeting.id }),
  )
  const entries = await entriesOf(store.audit, meeting.id)
  const seats = await store.meetings.allSeats(meeting.id)
  const attempts = await store.attempts.summary(subjectKey({ scope: 'meeting', id: meeting.id }))
  const server = origins.publicUrl()
  const known = { meeting, seats, entries, attempts }
  const { vi, en } = reports({
    ...factsOf(known),
    address,
    server,
    madeAt: now,
    madeBy: account.name,
    fingerprint: fingerprintOf(key),
  })
  const contents = new Map([
    [AUDIT_FILE, entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')],
    ['participants.json', json(seats.map(participant))],
    ['attempts.json', json(attempts)],
    ['report-vi.txt', vi],
    ['report-en.txt', en],
  ])
  const madeAt = new Date(now).toISOString()
  const log = await store.audit.head()
  const about = { server, meeting: meeting.id, madeAt, madeBy: account.username, log }
  return makeBundle(contents, about, key)
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** An allowlist: no hash of a ticket, a device, or an address. */
const participant = ({ id, name, position, kind, role, state, knockedAt }: SeatRecord) => ({
  id,
  name,
  position,
  kind,
  role,
  state,
  knockedAt: new Date(knockedAt).toISOString(),
})

type Known = {
  meeting: MeetingRecord
  seats: SeatRecord[]
  entries: AuditEntry[]
  attempts: AttemptSummary
}

const OUT = new Set([
  'participant.removed',
  'participant.removed_and_blocked',
  'lobby.refused_and_blocked',
])

function factsOf({ meeting, seats, entries, attempts }: Known) {
  const names = new Map<string, string>(seats.map(({ id, name }) => [id, name]))
  const of = (...actions: string[]) => entries.filter(({ event }) => actions.includes(event.action))
  return {
    meeting: { ...meeting, host: meeting.hostName },
    people: { admitted: of('lobby.admitted', 'host.entered').length, all: seats.length },
    removed: entries
      .filter(({ event }) => OUT.has(event.action))
      .map(({ event }) => ({ name: names.get(event.target ?? '') ?? '?', at: event.at })),
    contained: of('incident.contained').map(({ event }) => event.at),
    passwords: of('meeting.password').length,
    attempts,
  } satisfies Partial<Facts>
}
