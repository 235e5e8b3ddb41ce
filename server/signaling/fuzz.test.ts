import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { inputs } from '#e2e/support/requests.ts'
import { ERROR_CODES } from '#protocol/errors.ts'
import { REQUEST_NAMES, REQUESTS } from '#protocol/messages.ts'
import type { Reply } from '#protocol/messages.ts'
import { SOURCES } from '#protocol/model.ts'
import { QUESTION_STATES } from '#protocol/questions.ts'
import { opaque } from '#protocol/testing.ts'
import { RECORDING_TEXT } from '#protocol/recording.ts'
import { accountId, seedAccount } from '../store/fixtures.ts'
import { SignalingHarness } from './testing.ts'
import type { Client } from './testing.ts'

/** Use 100,000 for a long run. */
const MESSAGES = Number(process.env['FUZZ_MESSAGES'] ?? 3000)
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260)
const BATCH = 500
/** Maximum heap growth at the end, in bytes. */
const GROWTH = 20 * 2 ** 20

const ROLES = ['host', 'cohost', 'guest', 'waiting'] as const
type Role = (typeof ROLES)[number]
/** Placeholder in generated messages for the current ID of the person with this role. */
const idOf = (role: Role) => `<id of ${role}>`

// ---- generating messages ----

const anyId = fc.constantFrom<unknown>(...ROLES.map(idOf), 'n'.repeat(22), '')
const direction = fc.constantFrom('send', 'recv')
const source = fc.constantFrom(...SOURCES)
const uuid = fc.constantFrom(
  ...[1, 2, 3, 9, 99].map((n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
)
const codec = (kind: string) =>
  kind === 'audio'
    ? { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }
    : { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }
const published = fc
  .record({ source, kind: fc.constantFrom('audio', 'video'), paused: fc.boolean(), ssrc: fc.nat() })
  .map(({ ssrc, ...rest }) => ({
    ...rest,
    rtpParameters: { codecs: [codec(rest.kind)], encodings: [{ ssrc }] },
  }))
const dtlsParameters = {
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
}
const rtpCapabilities = { codecs: [{ kind: 'audio', preferredPayloadType: 1, ...codec('audio') }] }
delete (rtpCapabilities.codecs[0] as { payloadType?: number }).payloadType

/** All fields of requests. Each request takes those that its schema knows. */
const FIELDS = {
  id: fc.oneof(anyId, uuid),
  ids: fc.array(anyId, { maxLength: 4 }),
  direction,
  source,
  text: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  message: fc.string({ minLength: 1, maxLength: 40 }),
  paused: fc.boolean(),
  shown: fc.boolean(),
  height: fc.nat(5000),
  raised: fc.boolean(),
  block: fc.boolean(),
  locked: fc.boolean(),
  on: fc.boolean(),
  minutes: fc.integer({ min: -1, max: 500 }),
  mode: fc.constantFrom('discussion', 'conference', 'lecture'),
  dtlsParameters: fc.constant(dtlsParameters),
  rtpCapabilities: fc.constant(rtpCapabilities),
  document: fc.constantFrom('d'.repeat(22), 'e'.repeat(22)),
  page: fc.integer({ min: 0, max: 501 }),
  scale: fc.constantFrom(100, 250, 601),
  x: fc.integer({ min: -1, max: 10_001 }),
  y: fc.integer({ min: -1, max: 10_001 }),
  at: fc.constantFrom(null, { x: 1, y: 2 }, { x: 1 }),
  stroke: fc.nat(3),
  strokes: fc.array(fc.nat(3), { maxLength: 3 }),
  tool: fc.constantFrom('pen', 'marker'),
  color: fc.integer({ min: 0, max: 6 }),
  points: fc.array(fc.nat(10_001), { maxLength: 8 }),
  allowed: fc.boolean(),
  days: fc.integer({ min: -1, max: 31 }),
  place: fc.integer({ min: -1, max: 3 }),
  question: fc.constantFrom('q'.repeat(22), null),
  state: fc.constantFrom(...QUESTION_STATES),
  vote: fc.constant('v'.repeat(22)),
  marks: fc.constantFrom('100', '010', '11'),
  group: fc.constantFrom('g'.repeat(22), 'h'.repeat(22)),
  notice: fc.constantFrom(null, 'AAAA'),
  founder: fc.constantFrom('f'.repeat(43), 'h'.repeat(43)),
  replaces: fc.constantFrom(null, 'f'.repeat(43), 'h'.repeat(43)),
  n: fc.constantFrom('n'.repeat(43), 'o'.repeat(43)),
  m: fc.constantFrom('m'.repeat(43), 'l'.repeat(43)),
  sealed: fc.constant('AAAA'),
  epoch: fc.integer({ min: -1, max: 3 }),
}
type Field = keyof typeof FIELDS
const TAKES = new Map(
  Object.entries<Field[]>({
    'transport.open': ['direction', 'rtpCapabilities'],
    'transport.connect': ['direction', 'dtlsParameters'],
    'transport.restartIce': ['direction'],
    'track.pause': ['source', 'paused'],
    'track.unpublish': ['source'],
    'track.show': ['id', 'shown', 'height'],
    'hand.raise': ['raised'],
    'chat.send': ['sealed'],
    'lobby.refuse': ['id', 'block'],
    'lobby.message': ['id', 'text'],
    'lobby.return': ['ids', 'message'],
    'participant.remove': ['id', 'block'],
    'share.grant': ['id', 'minutes'],
    'meeting.mode': ['mode'],
    'meeting.lock': ['locked'],
    'meeting.chat': ['on'],
    'document.show': ['document'],
    'document.remove': ['document'],
    'document.turn': ['document', 'page', 'scale', 'x', 'y'],
    'document.draw': ['document', 'page', 'stroke', 'tool', 'color', 'points'],
    'document.erase': ['document', 'page', 'strokes'],
    'document.undo': ['document', 'page'],
    'document.clear': ['document', 'page'],
    'document.point': ['at'],
    'document.copy': ['document'],
    'document.download': ['document', 'allowed'],
    'document.keep': ['document', 'days'],
    'reaction.send': ['sealed'],
    'meeting.prolong': ['minutes'],
    'speakers.add': ['ids'],
    'speakers.move': ['id', 'place'],
    'question.ask': ['sealed'],
    'question.mark': ['question', 'state'],
    'vote.cast': ['vote', 'marks'],
    'vote.close': ['vote'],
    'vote.cancel': ['vote'],
    'keys.establish': ['founder', 'replaces'],
    'keys.found': ['group', 'notice'],
    'keys.offers': ['ids'],
    'keys.replay': ['epoch'],
    'keys.challenge': ['id', 'n'],
    'keys.reveal': ['m'],
    'keys.share': ['id', 'sealed'],
    'keys.reached': ['group', 'epoch'],
    'keys.beat': ['sealed'],
  }),
)
const NOTHING = new Set([
  'leave',
  'share.request',
  'hand.lowerAll',
  'participant.muteAll',
  'spotlight.clear',
  'meeting.end',
  'document.hide',
  'document.blank',
  'recording.ask',
  'recording.stop',
  'keys.joined',
])
const keyPackage = fc.constantFrom('AAAA', 'BBBB')
const bytes32 = fc.constant('t'.repeat(43))
const payload = fc.constantFrom({ inline: 'AAAA' }, { hash: 't'.repeat(43), bytes: 9 })
const someone = FIELDS.id
const commit = fc.record({
  group: FIELDS.group,
  epoch: FIELDS.epoch,
  commit: payload,
  invitation: fc.option(fc.record({ welcome: payload, tree: payload })),
  add: fc.array(fc.record({ id: someone, keyPackage: bytes32 }), { maxLength: 2 }),
  remove: fc.array(someone, { maxLength: 2 }),
  leaders: fc.option(fc.array(someone, { maxLength: 2 })),
})
/** Well-formed as often as not. */
const keys = fc.oneof(commit, fc.constant(inputs('n'.repeat(22))['keys.commit']))
const promoted = fc.record({ id: someone, keys })
/** Requests with a shape of their own. */
const SHAPED = new Map<string, fc.Arbitrary<unknown>>([
  ['track.publish', published],
  ['keys.commit', commit],
  ['cohost.add', promoted],
  ['host.handOver', promoted],
  [
    'lobby.admit',
    fc.record(
      { ids: FIELDS.ids, message: FIELDS.message, keys },
      { requiredKeys: ['ids', 'keys'] },
    ),
  ],
  [
    'keys.offer',
    fc.record({
      group: FIELDS.group,
      keyPackage,
      proof: fc.record({ link: fc.option(bytes32), invite: fc.constant(null) }),
      commitment: fc.option(bytes32),
    }),
  ],
  [
    'keys.claim',
    fc.record({
      group: FIELDS.group,
      epoch: FIELDS.epoch,
      transcript: bytes32,
      roster: fc.option(
        fc.record({
          seats: fc.array(someone, { maxLength: 2 }),
          leaders: fc.array(someone, { maxLength: 2 }),
        }),
      ),
    }),
  ],
  [
    'question.show',
    fc.record({ shown: fc.constantFrom(null, { question: 'q'.repeat(22), sealed: 'AAAA' }) }),
  ],
  [
    'question.seal',
    fc.record({ list: fc.array(fc.constant({ question: 'q'.repeat(22), sealed: 'AAAA' })) }),
  ],
  [
    'vote.open',
    fc.record({
      question: FIELDS.message,
      subject: fc.constantFrom(
        { kind: 'yes_no', rule: 'majority' },
        { kind: 'choices', choices: ['a', 'b'], several: true },
        { kind: 'choices', choices: ['a'], several: false },
      ),
      secret: fc.boolean(),
      live: fc.boolean(),
      guests: fc.boolean(),
      quorum: fc.constantFrom(null, { share: 'all' }, { count: 2 }, { count: 0 }),
      minutes: fc.constantFrom(null, 1, 0),
    }),
  ],
  [
    'recording.answer',
    fc.record({
      id: fc.constant('r'.repeat(22)),
      text: fc.constantFrom(RECORDING_TEXT, RECORDING_TEXT + 1),
      agree: fc.boolean(),
    }),
  ],
  [
    'recording.begin',
    fc.record({
      id: fc.constant('r'.repeat(22)),
      recipient: fc.constantFrom(`age1${'q'.repeat(58)}`, 'age1'),
      sealedKey: fc.constant('A'.repeat(120)),
    }),
  ],
])

function likely(name: string): fc.Arbitrary<unknown> {
  const shaped = SHAPED.get(name)
  if (shaped !== undefined) return shaped
  if (NOTHING.has(name)) return fc.constant({})
  const fields = TAKES.get(name) ?? ['id']
  return fc.record(Object.fromEntries(fields.map((field) => [field, FIELDS[field]])))
}

const halfCharacters = fc
  .array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units))
const POISON = ['__proto__', 'constructor', 'prototype', 'toJSON', 'toString', 'hasOwnProperty', 'then', 'length'] // prettier-ignore
const deep = fc
  .tuple(fc.integer({ min: 10, max: 800 }), fc.boolean())
  .map(([depth, asArray]): unknown =>
    JSON.parse(
      asArray
        ? '['.repeat(depth) + ']'.repeat(depth)
        : `${'{"__proto__":'.repeat(depth)}1${'}'.repeat(depth)}`,
    ),
  )
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(null, '', 0, -1, 1e308, 2 ** 53, [], {}, true, idOf('host')),
  halfCharacters,
  fc.integer({ min: 100, max: 40_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 100, max: 5000 }).map((length) => Array(length).fill(0)),
  fc.uint8Array({ maxLength: 20 }),
  deep,
)

/** The same input with one value, at any depth, replaced, dropped, or joined by a poisonous key. */
const mutated = (name: string): fc.Arbitrary<unknown> =>
  fc
    .tuple(likely(name), junk, fc.nat(), fc.constantFrom(...POISON, 'extra'), fc.nat(2))
    .map(([input, value, where, key, how]) => {
      const copy = structuredClone(input) as Record<string, unknown>
      const places: [Record<string, unknown>, string][] = []
      const collect = (node: Record<string, unknown>) => {
        for (const at of Object.keys(node)) {
          places.push([node, at])
          const next = node[at]
          if (typeof next === 'object' && next !== null) collect(next as Record<string, unknown>)
        }
      }
      collect(copy)
      const [node, at] = places[where % Math.max(1, places.length)] ?? [copy, key]
      if (how === 0) node[at] = value
      else if (how === 1) delete node[at]
      else if (Array.isArray(node)) node.push(value)
      else Object.defineProperty(node, key, { value, enumerable: true, configurable: true })
      return copy
    })

const message = fc
  .constantFrom(...REQUEST_NAMES, ...REQUEST_NAMES, 'toString', '__proto__')
  .chain((name) =>
    fc.record({
      name: fc.constant(name as string),
      from: fc.constantFrom(...ROLES),
      args: fc.oneof(
        { weight: 6, arbitrary: mutated(name).map((input) => [input]) },
        { weight: 5, arbitrary: likely(name).map((input) => [input]) },
        { weight: 3, arbitrary: junk.map((input) => [input]) },
        { weight: 1, arbitrary: fc.array(junk, { maxLength: 3 }) },
      ),
    }),
  )

// ---- sending them and checking the replies ----

/** A meeting with one person of each role. People who left or were removed return. */
class OneOfEachRole {
  readonly harness: SignalingHarness
  readonly #clients = new Map<Role, Client>()
  readonly #ids = new Map<Role, string>()

  constructor(harness: SignalingHarness) {
    this.harness = harness
  }

  static async open(): Promise<OneOfEachRole> {
    const roles = new OneOfEachRole(await SignalingHarness.open())
    await seedAccount(roles.harness.store, 'cohost')
    return roles
  }

  /** Null if the meeting is over, as some messages are meant to end it. */
  async client(role: Role): Promise<Client | null> {
    const before = this.#clients.get(role)
    if (before?.socket.connected === true) return before
    try {
      const client = await this.#enter(role)
      this.#clients.set(role, client)
      this.#ids.set(role, await this.harness.idOf(client))
      return client
    } catch {
      return null
    }
  }

  async #enter(role: Role): Promise<Client> {
    if (role === 'host') return this.harness.host()
    if (role === 'waiting') return this.harness.waiting()
    const host = await this.client('host')
    if (host === null) throw new Error('no host')
    await host.request('meeting.lock', { locked: false })
    const account = role === 'cohost' ? { accountId: accountId('cohost') } : {}
    const client = await this.harness.waiting(account)
    const id = await this.harness.idOf(client)
    const verdict = await host.request('lobby.admit', { ids: [id] })
    if (!verdict.ok) throw new Error(verdict.error.code)
    await client.entered()
    if (role === 'cohost') await host.request('cohost.add', { id })
    return client
  }

  withIds(value: unknown): unknown {
    if (typeof value === 'string') {
      const role = ROLES.find((one) => value === idOf(one))
      return role === undefined ? value : (this.#ids.get(role) ?? value)
    }
    if (Array.isArray(value)) return value.map((item) => this.withIds(item))
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
    const copy = {}
    for (const [key, item] of Object.entries(value)) {
      const described = { value: this.withIds(item), enumerable: true, configurable: true }
      Object.defineProperty(copy, key, { ...described, writable: true })
    }
    return copy
  }

  forget(): void {
    for (const client of this.#clients.values()) client.heard.length = 0
  }

  /** Checks that people can still join and talk after everything that was sent. */
  async lives(): Promise<void> {
    const host = await this.harness.host()
    await host.ok('meeting.lock', { locked: false })
    const guest = await this.harness.guest(host)
    await host.ok('chat.send', { sealed: opaque('vẫn họp') })
    assert.equal((await guest.next('chat')).sealed, opaque('vẫn họp'))
    await host.ok('participant.remove', { id: await this.harness.idOf(guest), block: false })
    await guest.cut()
  }
}

const CODES = new Set<string>(ERROR_CODES)

function judge(reply: Reply<unknown>): void {
  assert.equal(typeof reply.ok, 'boolean')
  if (reply.ok) return
  assert.ok(CODES.has(reply.error.code), reply.error.code)
  assert.notEqual(reply.error.code, 'internal')
}

function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

describe('the edge under generated messages', () => {
  it('generates at least one valid input for every request', () => {
    for (const name of REQUEST_NAMES)
      assert.ok(
        fc
          .sample(likely(name), { numRuns: 500, seed: SEED })
          .some((input) => REQUESTS[name].safeParse(input).success),
        name,
      )
  })

  it(
    'answers each with a code or with success, and the room lives',
    { timeout: 1_800_000 },
    async (t) => {
      const counts = { sent: 0, ok: 0, refused: 0, cut: 0, meetings: 1 }
      let roles = await OneOfEachRole.open()
      t.after(() => roles.harness.close())
      let from = 0
      for (let sent = 0; sent < MESSAGES; sent += BATCH) {
        const size = Math.min(BATCH, MESSAGES - sent)
        for (const { name, from: role, args } of fc.sample(message, {
          numRuns: size,
          seed: SEED + sent,
        })) {
          roles.harness.now += 1000 // Refills the rate limits.
          let client = await roles.client(role)
          if (client === null) {
            await roles.harness.close()
            roles = await OneOfEachRole.open()
            counts.meetings += 1
            client = (await roles.client(role)) ?? assert.fail(`a new meeting has no ${role}`)
          }
          const given = args.map((arg) => roles.withIds(arg))
          const reply = await client.raw(name, ...given).catch(() => null)
          counts.sent += 1
          if (reply === null) {
            // Disconnected by its own request or by too large a frame, but never left waiting.
            assert.equal(
              client.socket.connected,
              false,
              `no answer: ${name} ${JSON.stringify(given)}`,
            )
            counts.cut += 1
            continue
          }
          counts[reply.ok ? 'ok' : 'refused'] += 1
          try {
            judge(reply)
          } catch (error) {
            throw new Error(`seed ${SEED}: ${name} ${JSON.stringify(given).slice(0, 500)}`, {
              cause: error,
            })
          }
        }
        roles.forget()
        if (sent === 0) from = heap()
      }
      const grown = heap() - from
      await roles.harness.close()
      roles = await OneOfEachRole.open()
      await roles.lives()
      t.diagnostic(`${JSON.stringify(counts)}, heap grew by ${(grown / 2 ** 20).toFixed(1)} MB`)
      assert.ok(counts.ok > MESSAGES / 20 && counts.refused > MESSAGES / 20, JSON.stringify(counts))
      assert.ok(grown < GROWTH, `the heap grew by ${grown} bytes`)
    },
  )
})
