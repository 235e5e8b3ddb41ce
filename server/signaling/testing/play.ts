import assert from 'node:assert/strict'
import type { RequestName } from '#protocol/messages.ts'
import { memoryAndStore } from './durable.ts'
import { REFUSED, lost } from './faults.ts'
import type { Fault } from './faults.ts'
import { gained, rightsOf } from './rights.ts'
import type { Scene } from './scene.ts'
import { Sitting, WHO } from './sitting.ts'

/** Expected replies while the store fails. */
const ANSWERS: Record<Scene['it'], readonly string[]> = {
  gives: ['store_unavailable'],
  // A person who leaves, or ends the meeting, gets no reply, because the connection is cut.
  takes: ['store_unavailable', 'cut'],
  'writes nothing': ['ok'],
}
/** Replies to a request that has already taken effect. */
const ALREADY_DONE: ReadonlySet<string> = new Set([
  'ok',
  'cut',
  'target_gone',
  'no_floor',
  'not_listed',
  'recording_over',
  'recording_running',
  'vote_over',
  'wrong_phase',
  'not_found',
  'not_granted',
])

/**
 * Sends a request while the store fails, and again once it works. Checks that nobody gains rights,
 * that what people were told is true, that revocations hold, and that the store matches memory.
 */
export async function play(name: RequestName, scene: Scene, fault: Fault): Promise<void> {
  await using stage = await openStage(fault)
  await playOn(stage, name, scene)
}

export type Stage = AsyncDisposable & {
  sitting: Sitting
  fail: () => Promise<() => Promise<void>>
}

export async function openStage(fault: Fault): Promise<Stage> {
  const { store, fail, dispose } = await fault.open()
  const sitting = await Sitting.open(store)
  return {
    sitting,
    fail,
    async [Symbol.asyncDispose]() {
      await sitting.close()
      dispose()
    },
  }
}

export async function playOn({ sitting, fail }: Stage, name: RequestName, scene: Scene) {
  await scene.prepare?.(sitting)
  await sitting.settled()
  const logged = await sitting.logged()
  const input = scene.input(sitting)
  const mend = await fail()
  try {
    await whileItFails(sitting, name, scene, input)
  } finally {
    await mend()
  }
  await sitting.settled()
  const taken = scene.it === 'takes' ? (scene.logged ?? []) : []
  await hasLogged(sitting, logged, taken)
  if (scene.it === 'writes nothing') return
  await isStored(sitting)
  await onceMore(sitting, name, scene, input)
  if (scene.it === 'gives') await hasLogged(sitting, logged, scene.logged ?? [])
  await isStored(sitting)
}

async function whileItFails(
  sitting: Sitting,
  name: RequestName,
  scene: Scene,
  input: object,
): Promise<void> {
  const before = await rightsOf(sitting)
  const heard = await heardBy(sitting)
  const answer = await sitting.ask(scene.by, name, input)
  assert.ok(ANSWERS[scene.it].includes(answer), `answered ${answer}`)
  const after = await rightsOf(sitting)
  assert.deepEqual(gained(before, after), [], 'nobody may do more')
  if (scene.it === 'takes') assert.ok(await scene.holds?.(sitting), 'it holds at once')
  if (scene.it === 'gives') {
    assert.deepEqual(after, before, 'nothing has changed')
    assert.deepEqual(await heardBy(sitting), heard, 'nobody was told anything')
  }
  await toldIsTrue(sitting)
}

/** The number of messages each person has received so far. */
async function heardBy(sitting: Sitting): Promise<number[]> {
  for (const who of WHO) await sitting.answered(who)
  return WHO.map((who) => sitting.clients[who].heard.length)
}

/** Checks that everyone has been told exactly the current state. */
async function toldIsTrue(sitting: Sitting): Promise<void> {
  await sitting.offered()
  for (const who of WHO) {
    const seen = await sitting.look(who)
    if (seen !== null) assert.deepEqual(seen.told, seen.true, `what ${who} was told`)
    else if (sitting.mirrors[who].view !== null) {
      await sitting.clients[who].until(() => sitting.mirrors[who].out, `${who} is told to be out`)
    }
  }
}

/**
 * Checks the new log entries: each expected action the expected number of times, and none if none
 * is expected.
 */
async function hasLogged(sitting: Sitting, before: string[], expected: readonly string[]) {
  const now = await sitting.logged()
  const added = now.slice(before.length)
  for (const action of new Set(expected)) {
    const count = (all: readonly string[]) => all.filter((one) => one === action).length
    assert.equal(count(added), count(expected), `${action} in ${added.join()}`)
  }
  if (expected.length === 0) assert.deepEqual(added.filter(isOfGiving), [], 'nothing is logged')
  assert.equal((await sitting.store.audit.verify()).ok, true)
}

/** Looking reconnects a person, and a screen share ends with its connection. */
const isOfGiving = (action: string): boolean => action !== 'share.stopped'

async function isStored(sitting: Sitting): Promise<void> {
  const { memory, store } = await memoryAndStore(sitting)
  assert.deepEqual(memory, store, 'memory and store')
}

async function onceMore(
  sitting: Sitting,
  name: RequestName,
  scene: Scene,
  input: object,
): Promise<void> {
  if (!sitting.clients[scene.by].socket.connected) return
  await scene.again?.(sitting)
  const answer = await sitting.ask(scene.by, name, input)
  if (scene.it === 'takes') assert.ok(ALREADY_DONE.has(answer), `answered ${answer}`)
  if (scene.it === 'gives') assert.equal(answer, 'ok', 'the same request works')
  await sitting.settled()
}

/**
 * The same in a room that another server has taken over: nothing is stored, the room is closed, and
 * nobody gains rights when it is reopened.
 */
export async function playLost(name: RequestName, scene: Scene): Promise<void> {
  await using stage = await openStage(REFUSED)
  const { sitting } = stage
  const { harness } = sitting
  await scene.prepare?.(sitting)
  await sitting.settled()
  const logged = await sitting.logged()
  const before = await rightsOf(sitting)
  const back = lost(sitting.store)
  const answer = await sitting.ask(scene.by, name, scene.input(sitting))
  assert.ok(['busy', 'cut'].includes(answer), `answered ${answer}`)
  assert.deepEqual(gained(before, await rightsOf(sitting)), [], 'nobody may do more')
  harness.meetings.abandon([harness.meeting.id])
  await back()
  await sitting.comeBack()
  assert.deepEqual(gained(before, await rightsOf(sitting)), [], 'nobody may do more')
  assert.deepEqual(await sitting.logged(), logged, 'nothing is logged')
  await isStored(sitting)
  await sitting.ok('host', 'meeting.lock', { locked: true })
  await isStored(sitting)
}
