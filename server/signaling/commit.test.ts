import { after, before, describe, it } from 'node:test'
import { REQUEST_NAMES } from '#protocol/messages.ts'
import { hasPostgres, startPostgres } from '../store/testing/postgres.ts'
import type { TestPostgres } from '../store/testing/postgres.ts'
import { FULL, LOCKED, REFUSED, gone } from './testing/faults.ts'
import { openStage, play, playLost, playOn } from './testing/play.ts'
import type { Stage } from './testing/play.ts'
import { SCENES } from './testing/scenes.ts'

const scenes = REQUEST_NAMES.flatMap((name) =>
  SCENES[name].map((scene) => ({ name, scene, title: `[${scene.rule}] ${name}: ${scene.title}` })),
)
/** Requests to test with every fault: some grant, some revoke, some do both. */
const SOME: ReadonlySet<string> = new Set([
  'share.grant',
  'share.revoke',
  'host.handOver',
  'floor.pass',
  'lobby.admit',
  'participant.remove',
  'recording.begin',
  'keys.establish',
])
/** Requests to test in one meeting, with a database server that is stopped and started for each. */
const FEW: ReadonlySet<string> = new Set([
  'share.grant',
  'share.revoke',
  'meeting.lock',
  'host.handOver',
  'floor.pass',
])

describe('[AUD] granting and revoking requests while the store refuses every write', () => {
  for (const { name, scene, title } of scenes) {
    if (scene.it !== 'writes nothing') it(title, () => play(name, scene, REFUSED))
  }
})

describe('[AUD] requests without writes while the store refuses every write', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage(REFUSED)
  })
  after(() => stage[Symbol.asyncDispose]())
  for (const { name, scene, title } of scenes) {
    if (scene.it === 'writes nothing') it(title, () => playOn(stage, name, scene))
  }
})

for (const fault of [FULL, LOCKED]) {
  describe(`[AUD] granting and revoking requests while ${fault.what}`, () => {
    for (const { name, scene, title } of scenes.filter((one) => SOME.has(one.name))) {
      it(title, () => play(name, scene, fault))
    }
  })
}

describe(
  '[AUD] granting and revoking requests while PostgreSQL is down',
  { skip: !hasPostgres() },
  () => {
    let server: TestPostgres
    let stage: Stage
    before(async () => {
      server = await startPostgres()
      stage = await openStage(gone(() => server))
    })
    after(async () => {
      await stage[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    })
    for (const { name, scene, title } of scenes.filter((one) => FEW.has(one.name))) {
      it(title, () => playOn(stage, name, scene))
    }
  },
)

describe('[AUD] granting and revoking requests in a room that another server has taken over', () => {
  for (const { name, scene, title } of scenes.filter((one) => SOME.has(one.name))) {
    it(title, () => playLost(name, scene))
  }
})
