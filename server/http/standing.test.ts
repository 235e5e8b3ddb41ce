import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { FakeSfu } from '#sfu/fake.ts'
import { PolicyService } from '../auth/policy.ts'
import { NewHash } from '../auth/passwords.ts'
import type { Hasher } from '../auth/passwords.ts'
import type { MeetingId } from '#protocol/ids.ts'
import { Meetings } from '../signaling/meetings.ts'
import type { AccountRecord } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { onEachEngine } from '../store/testing/engines.ts'
import type { StoreHarness } from '../store/testing/engines.ts'
import { PASSWORD, testServer } from './testing.ts'
import type { Browser, TestServer } from './testing.ts'

const OTHER = 'bảy con ngỗng tím hát ru'
const quiet = { info() {}, warn() {}, error() {} }

/** Events that occur while the password is being hashed or verified. */
const BETWEEN = {
  'the account is disabled': ({ server, me, operator }) =>
    server.service.setDisabled(me.id, true, operator.id, server.clock.now),
  'the session is signed out': ({ server, me, operator }) =>
    server.service.signOut(me.id, operator.id, server.clock.now),
  'the password is taken away': async ({ server, me, operator }) => {
    await server.service.newLink(me.id, operator.id, server.clock.now)
  },
  'the role is another': ({ server, me }) =>
    server.store.accounts.setRole(me.id, me.role === 'host' ? 'operator' : 'host'),
  'the meeting is handed over': ({ server, meeting, operator }) =>
    server.store.meetings.updateMeeting(meeting, {
      hostAccount: operator.id,
      hostName: operator.name,
    }),
  'the meeting ends': ({ live, meeting, operator }) => live.end(meeting, operator.id),
  'the meeting gets a new password': async ({ server, meeting }) => {
    await server.store.meetings.renewPassword(meeting, '$argon2id$another')
  },
} satisfies Record<string, (scene: Scene) => Promise<void>>
type Between = keyof typeof BETWEEN
const GONE: Between[] = [
  'the account is disabled',
  'the session is signed out',
  'the password is taken away',
]
const NOT_HOST: Between[] = [...GONE, 'the meeting is handed over', 'the meeting ends']

/** The caller and the objects of a request. */
type Scene = {
  server: TestServer
  live: Meetings
  operator: AccountRecord
  me: AccountRecord
  mine: Browser
  meeting: MeetingId
}

/** Every route that hashes or verifies, and the events that must stop it. */
const ROUTES: Record<
  string,
  { between: Between[]; ask: (scene: Scene) => Promise<LightMyRequestResponse> }
> = {
  'POST /api/activate': {
    between: ['the account is disabled', 'the password is taken away'],
    async ask({ server, me, operator }) {
      const { token } = await server.service.newLink(me.id, operator.id, server.clock.now)
      return server.browser().post('/api/activate', { token, password: OTHER })
    },
  },
  'POST /api/session': {
    between: ['the account is disabled', 'the password is taken away', 'the role is another'],
    ask: ({ server, me }) =>
      server.browser().post('/api/session', { username: me.username, password: PASSWORD }),
  },
  'POST /api/me/password': {
    between: [...GONE, 'the role is another'],
    ask: ({ mine }) => mine.post('/api/me/password', { current: PASSWORD, password: OTHER }),
  },
  'POST /api/session/proof': {
    between: GONE,
    ask: ({ mine }) => mine.post('/api/session/proof', { password: PASSWORD }),
  },
  'POST /api/meetings': {
    between: [...GONE, 'the role is another'],
    ask: ({ mine }) => mine.post('/api/meetings', { title: 'Họp kín', mode: 'discussion' }),
  },
  'POST /api/meetings/:id/password': {
    between: NOT_HOST,
    ask: ({ mine, meeting }) => mine.post(`/api/meetings/${meeting}/password`, {}),
  },
  'POST /api/meetings/:id/contain': {
    between: [...NOT_HOST, 'the role is another'],
    ask: ({ mine, meeting }) => mine.post(`/api/meetings/${meeting}/contain`, { remove: [] }),
  },
  'POST /api/meetings/:id/schedule': {
    between: NOT_HOST,
    async ask({ mine, meeting }) {
      const first = { ...SCHEDULE, keepPassword: false }
      assert.equal((await mine.post(`/api/meetings/${meeting}/schedule`, first)).statusCode, 200)
      return mine.post(`/api/meetings/${meeting}/schedule`, SCHEDULE)
    },
  },
  'POST /api/meetings/:id/enter': {
    between: [...GONE, 'the meeting ends', 'the meeting gets a new password'],
    async ask({ server, mine, operator }) {
      // Someone else's meeting, because entering your own needs no password.
      const { id, passwordHash } = await server.store.meetings
        .meetingsOf(operator.id, 1)
        .then(([newest]) => newest ?? assert.fail())
      const password = passwordHash.slice(MARK.length)
      return mine.post(`/api/meetings/${id}/enter`, { password })
    },
  },
}
const SCHEDULE = {
  start: '2001-09-10T09:00',
  zone: 'Asia/Ho_Chi_Minh',
  minutes: 60,
  repeat: null,
  agenda: '',
  people: [],
  opensBefore: 15,
  keepPassword: true,
  notify: false,
}

const MARK = '$argon2id$'
/** Answers at once unless it is held. */
class HeldHasher implements Hasher {
  #held: { reached: () => void; gate: Promise<void> } | null = null

  /** Holds the next task. `reached` resolves once it has started; `go` lets it continue. */
  hold(): { reached: Promise<void>; go: () => void } {
    const reached = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    this.#held = { reached: reached.resolve, gate: gate.promise }
    return { reached: reached.promise, go: gate.resolve }
  }
  async #work(): Promise<void> {
    const held = this.#held
    this.#held = null
    held?.reached()
    await held?.gate
  }
  async hash(password: string): Promise<NewHash> {
    await this.#work()
    return new NewHash(MARK + password)
  }
  async verify(hash: string | null, password: string): Promise<boolean> {
    await this.#work()
    return hash === MARK + password
  }
  load = () => ({ running: 0, waiting: 0 })
}

const everything = (table: string) => `select '${table}' as of_table, * from ${table}`
/** Tables that a request could have changed. */
const TABLES = [
  'account',
  'session',
  'meeting',
  'seat',
  'schedule',
  'occurrence',
  'invite',
  'audit',
]

onEachEngine('[SES] a request is authorized again where it writes', (harness) => {
  let own: StoreHarness
  let server: TestServer
  let live: Meetings
  let operator: AccountRecord
  let theirs: Browser
  const hasher = new HeldHasher()
  let people = 0

  before(async () => {
    own = await harness()
    server = await testServer({ store: await own.open(), hasher, live: rooms })
    theirs = await server.signedIn('chi', 'operator')
    operator = (await server.store.accounts.byUsername('chi')) ?? assert.fail()
  })
  after(async () => {
    await live.close()
    await server[Symbol.asyncDispose]()
    await own[Symbol.asyncDispose]()
  })

  function rooms(store: Store, now: () => number): Meetings {
    live = new Meetings({
      store: store.meetings,
      transaction: (_, work) => store.transaction(({ meetings }) => work(meetings)),
      policy: new PolicyService(store, {}),
      sfu: new FakeSfu(),
      log: quiet,
      now,
      meetingCapacity: 100,
      serverCapacity: 500,
    })
    return live
  }

  /** A new host with a meeting. The route for entering uses the operator's meeting. */
  async function scene(route: string): Promise<Scene> {
    people += 1
    // Keeps the tries of different scenes apart, without waiting so long that a room drops anyone.
    server.clock.now += 1000
    const username = `host${people}`
    const mine = await server.signedIn(username, 'host')
    const me = (await server.store.accounts.byUsername(username)) ?? assert.fail()
    const host = route.endsWith('/enter') ? theirs : mine
    const made = await host.post('/api/meetings', { title: `Họp ${people}`, mode: 'discussion' })
    const meeting: MeetingId = made.json().meeting.id
    return { server, live, operator, me, mine, meeting }
  }
  /** Uses a single query on PostgreSQL, where each query opens its own connection. */
  const snapshot = async () => {
    const all = TABLES.map((name) => `select row_to_json(${name})::text as row from ${name}`)
    const asked = own.engine === 'postgres' ? [all.join(' union all ')] : TABLES.map(everything)
    const rows = (await Promise.all(asked.map((sql) => own.byHand(sql)))).flat()
    return rows.map((row) => JSON.stringify(row)).sort()
  }

  for (const [route, { between, ask }] of Object.entries(ROUTES)) {
    it(`${route}: succeeds if nothing happens in the meantime`, async () => {
      const { statusCode, body } = await ask(await scene(route))
      assert.equal(statusCode, 200, body)
    })
    for (const what of between) {
      it(`${route}: is refused, and nothing is written, when ${what}`, async () => {
        const here = await scene(route)
        // The first task is held, so any setup inside `ask` must not hash.
        const held = await holdLast(() => ask(here))
        await BETWEEN[what](here)
        const then = await snapshot()
        held.go()
        const { statusCode, body } = await held.answer
        assert.ok(statusCode >= 400 && statusCode < 500, `${statusCode} ${body}`)
        assert.ok(!body.includes('"password":'), body)
        assert.deepEqual(await snapshot(), then)
      })
    }
  }

  /** Sends the request and stops it at the next password that is hashed or verified. */
  async function holdLast(start: () => Promise<LightMyRequestResponse>) {
    const { reached, go } = hasher.hold()
    const answer = start()
    await Promise.race([reached, answer.then(({ body }) => assert.fail(`not held: ${body}`))])
    return { go, answer }
  }
})

it('[SES] the table above lists every place that hashes or verifies', () => {
  const root = join(import.meta.dirname, '..')
  const found = globSync('**/*.ts', { cwd: root })
    .filter((file) => !/test|passwords\.ts$/.test(file))
    .flatMap((file) => {
      const calls = readFileSync(join(root, file), 'utf8').match(/hasher\.(hash|verify)\(/g) ?? []
      return calls.map((call) => `${file} ${call}`)
    })
  // One `hasher.hash` of the service is shared by setup, activation, and password changes. At setup
  // there is no account yet, and the link is consumed inside the transaction.
  assert.deepEqual(found.sort(), [
    'auth/accounts.ts hasher.hash(',
    'auth/accounts.ts hasher.verify(',
    'auth/accounts.ts hasher.verify(',
    'auth/prove.ts hasher.verify(',
    'http/enter.ts hasher.verify(',
    'http/meetings.ts hasher.hash(',
    'http/schedule.ts hasher.hash(',
  ])
})
