import { PolicyService } from '../../auth/policy.ts'
import { FakeSfu } from '#sfu/fake.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import { Meetings } from '../meetings.ts'
import { gate } from './rights.ts'
import { WHO } from './sitting.ts'
import type { Sitting } from './sitting.ts'
import type { View } from './mirror.ts'

const quiet = { info() {}, warn() {}, error() {} }

/**
 * The state of a meeting that must survive a restart: as in memory, and as a new process would load
 * it.
 */
export async function memoryAndStore(sitting: Sitting) {
  const live = await sitting.live()
  const observer = WHO.find((who) => live.room.phaseOf(sitting.ids[who]) === 'admitted')
  const seen = observer === undefined ? null : ((await sitting.look(observer))?.true ?? null)
  const memory = outline(sitting, live.room, seen)
  const running = await sitting.store.recordings.running()
  const stored = { ...(await reloaded(sitting)), records: running.map(({ id }) => id) }
  const recording = seen?.meeting.recording
  const records = recording?.state === 'running' ? [recording.id] : []
  return { memory: { ...memory, records }, store: stored }
}

async function reloaded(sitting: Sitting) {
  const { harness, store, ids } = sitting
  const next = new Meetings({
    policy: new PolicyService(store, {}),
    store: store.meetings,
    transaction: () => Promise.reject(new Error('only looks')),
    sfu: new FakeSfu(),
    log: quiet,
    now: () => harness.now,
    meetingCapacity: 100,
    serverCapacity: 500,
  })
  try {
    const live = await next.room(harness.meeting.id)
    if (live === null) throw new Error('no such meeting in the store')
    let seen: Snapshot | null = null
    // Everyone reconnects, and the first person last, so that their snapshot shows all.
    for (const who of WHO.toReversed()) {
      const { effects } = live.room.admission.connect(ids[who], harness.now)
      const entered = effects.find((effect) => effect.do === 'enter')
      if (entered !== undefined) seen = { ...entered.snapshot, media: { routerRtpCapabilities: 0 } }
    }
    return outline(sitting, live.room, seen)
  } finally {
    await next.close()
  }
}

type Room = Awaited<ReturnType<Sitting['live']>>['room']

function outline({ ids, harness }: Sitting, room: Room, seen: View | Snapshot | null) {
  return {
    phases: WHO.map((who) => `${who} ${room.phaseOf(ids[who])}`),
    gate: gate(room, harness.now),
    mode: room.mode,
    host: room.hostAccount,
    password: room.passwordVersion,
    over: room.over,
    founder: room.keys.founder,
    seen: seen && {
      locked: seen.meeting.locked,
      chat: seen.meeting.chat,
      closesAt: seen.meeting.closesAt,
      people: seen.participants
        .map(({ id, name, kind, role, floor }) => ({ id, name, kind, role, floor }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      // Secret ballots are not stored [VOT5].
      votes: seen.votes.map((vote) => (vote.secret && vote.state === 'open' ? vote.id : vote)),
      documents: seen.presentation.documents.filter(({ kind }) => kind !== 'blank'),
      lobby: seen.lobby?.map(({ id }) => id),
    },
  }
}
