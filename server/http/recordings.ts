import type { PolicyService } from '../auth/policy.ts'
import type { LiveMeetings } from '../meeting/records.ts'
import { Refusal } from '#protocol/errors.ts'
import { AccountId, RecordingId } from '#protocol/ids.ts'
import { LIMITS, TIMES } from '#protocol/limits.ts'
import type { ReaderKey, RecordingKeys, RecordingSummary } from '#protocol/recording.ts'
import type { RecordingPieces } from '../files/recordings/pieces.ts'
import { audited } from './meetings.ts'
import type { StoredRecording } from '../store/recordings.ts'
import type { Store } from '../store/store.ts'
import { Attachment, route } from './routes.ts'
import type { Call, Route } from './routes.ts'

export type RecordingRoutesDeps = {
  store: Store
  live: LiveMeetings
  pieces: RecordingPieces
  policy: Pick<PolicyService, 'read'>
  /** [REC5] The archive's public key. */
  archive: string
}

/** Milliseconds within which fetching the pieces of one recording counts as one access. */
const ONE_ACCESS = 10 * 60_000
const ACCESSES_KEPT = 10_000

/** [REC] These routes exist only if the operator has configured an archive key. */
export function recordingRoutes(deps: RecordingRoutesDeps): Route[] {
  return [...keyRoutes(deps), uploadRoute(deps), ...libraryRoutes(deps), ...ownRoutes(deps)]
}

type Known = Pick<Call<'signed-in', null>, 'params' | 'account' | 'now'>

async function asked({ store }: RecordingRoutesDeps, { params }: Pick<Known, 'params'>) {
  const id = RecordingId.safeParse(params['recording'])
  const recording = id.success ? await store.recordings.byId(id.data) : null
  if (recording === null) throw new Refusal('not_found')
  return recording
}

/** @throws Refusal `not_found`, the same for someone else's recording as for none */
async function own(deps: RecordingRoutesDeps, call: Known): Promise<StoredRecording> {
  const recording = await asked(deps, call)
  if (recording.accountId !== call.account.id) throw new Refusal('not_found')
  return recording
}

function seqOf({ params }: Pick<Known, 'params'>): number {
  const text = params['seq'] ?? ''
  if (!/^(0|[1-9]\d{0,5})$/.test(text)) throw new Refusal('not_found')
  return Number(text)
}

function keyRoutes({ store, policy, archive }: RecordingRoutesDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/recording',
      access: 'signed-in',
      body: null,
      async run({ account }): Promise<RecordingKeys> {
        const mine = await store.recordings.keyOf(account.id)
        return { archive, mine, days: (await policy.read()).recordingDays }
      },
    }),
    route({
      method: 'GET',
      path: '/api/recording-keys',
      access: 'signed-in',
      body: null,
      run: (): Promise<ReaderKey[]> => store.recordings.keys(),
    }),
    route({
      method: 'POST',
      path: '/api/me/recording-key',
      // Anyone who can change this key can read all later recordings.
      access: 'fresh',
      body: 'recordingKey',
      async run(call) {
        await store.transaction(async (tx) => {
          await tx.recordings.setKey(call.account.id, call.body.recipient, call.now)
          await tx.audit.append(audited(call, null, 'recording.key'))
        })
      },
    }),
  ]
}

/**
 * [REC5] Receives the pieces in order from the recording browser, while it records and shortly
 * after.
 */
function uploadRoute(deps: RecordingRoutesDeps): Route {
  const { pieces, live } = deps
  return route({
    method: 'POST',
    path: '/api/meetings/:id/recordings/:recording/:seq',
    access: 'inside',
    body: null,
    uploadMax: LIMITS.recordingChunk,
    async run(call) {
      const { inside, upload, now } = call
      const recording = await asked(deps, call)
      if (recording.seatId !== inside.id) throw new Refusal('not_found')
      const { endedAt } = recording
      if (endedAt !== null && now - endedAt > TIMES.recordingTail)
        throw new Refusal('recording_over')
      try {
        await pieces.append(recording, seqOf(call), upload)
      } catch (error) {
        const full = error instanceof Refusal && error.code === 'recording_full'
        if (full) await live.stopRecording(inside.meetingId, recording.id, 'full')
        throw error
      }
    },
  })
}

function libraryRoutes(deps: RecordingRoutesDeps): Route[] {
  const { store, pieces } = deps
  const opened = new Map<string, number>()
  /** [REC7] Audits the access before the first byte is sent. */
  async function log(recording: StoredRecording, call: Known) {
    const key = `${recording.id} ${call.account.id}`
    const before = opened.get(key)
    if (before !== undefined && call.now - before < ONE_ACCESS) return
    const details = { recording: recording.id }
    await store.audit.append(audited(call, recording.meetingId, 'recording.opened', details))
    opened.delete(key)
    if (opened.size >= ACCESSES_KEPT) opened.delete(opened.keys().next().value ?? key)
    opened.set(key, call.now)
  }
  return [
    route({
      method: 'GET',
      path: '/api/recordings',
      access: 'signed-in',
      body: null,
      run: ({ account }): Promise<RecordingSummary[]> => store.recordings.of(account.id),
    }),
    route({
      method: 'GET',
      path: '/api/recordings/:recording/chunks/:seq',
      access: 'signed-in',
      body: null,
      async run(call) {
        const recording = await asked(deps, call)
        const may = await store.recordings.mayOpen(recording.id, call.account.id)
        // An expired recording may not have been deleted yet.
        if (!may || call.now >= recording.expiresAt) throw new Refusal('not_found')
        const seq = seqOf(call)
        const data = await pieces.read(recording.id, seq)
        await log(recording, call)
        return new Attachment(`${seq}.age`, 'application/octet-stream', data)
      },
    }),
  ]
}

function ownRoutes(deps: RecordingRoutesDeps): Route[] {
  const { store, pieces } = deps
  return [
    route({
      method: 'POST',
      path: '/api/recordings/:recording/readers',
      access: 'signed-in',
      body: 'recordingReader',
      async run(call) {
        const { id, meetingId } = await own(deps, call)
        const account = AccountId.parse(call.body.account)
        const { sealedKey } = call.body
        if ((await store.recordings.keyOf(account)) === null) throw new Refusal('target_gone')
        await store.transaction(async (tx) => {
          if ((await tx.recordings.readers(id)) >= LIMITS.recordingReaders) {
            throw new Refusal('too_large')
          }
          await tx.recordings.addReader(id, { account, sealedKey, at: call.now })
          const details = { recording: id }
          await tx.audit.append(audited(call, meetingId, 'recording.shared', details, account))
        })
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/recordings/:recording',
      access: 'signed-in',
      body: null,
      async run(call) {
        const { id, meetingId, endedAt } = await own(deps, call)
        if (endedAt === null) throw new Refusal('recording_running')
        await store.transaction(async (tx) => {
          await tx.recordings.delete(id)
          const details = { recording: id }
          await tx.audit.append(audited(call, meetingId, 'recording.deleted', details))
        })
        await pieces.remove(id)
      },
    }),
  ]
}
