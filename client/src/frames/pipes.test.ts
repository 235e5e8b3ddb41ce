import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeHeader } from './header.ts'
import { type FrameKind, AUDIO_BUCKET, clearBytes } from './payload.ts'
import { ASK_MS, CROWD, EARLY_MS, unsettled } from './pipes.ts'
import { Members, Track, baseOf, until } from './testing.ts'

/** A VP8 key frame and another frame, told apart by their first bit. */
const keyFrame = (n = 0) => Uint8Array.of(0x50, 1, 0, 0x9d, 1, 0x2a, 0x80, 2, 0xe0, 1, n, 7, 7, 7)
const delta = (n = 0) => Uint8Array.of(0x31, n, 7, 7, 7)
const KEY_SIZE = 10

/** As long as browsers make them: a whole header on key frames, something to seal on others. */
const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength })
const frames: fc.Arbitrary<{ kind: FrameKind; frame: Uint8Array }> = fc.oneof(
  fc.record({ kind: fc.constant('video' as const), frame: bytes(24, 300) }),
  fc.record({ kind: fc.constant('audio' as const), frame: bytes(0, 130) }),
)
const contains = (whole: Uint8Array, part: Uint8Array) =>
  Buffer.from(whole).includes(Buffer.from(part))

/** A camera's frames while epochs begin at different times on the two sides. */
class Call {
  readonly #members = new Members()
  readonly #sending = this.#members.sending('video')
  readonly receiving = this.#members.receiving('video')
  readonly sent: Uint8Array[] = []
  /** Frames that came before their epoch. */
  waited = 0
  #epoch = 1
  /** The newest epoch of the receiver, and of a frame. */
  #held = 1
  #used = 1
  /** When each side begins the newest epoch. */
  #at = { sender: 0, receiver: 0 }

  constructor() {
    this.#members.begin(1)
  }

  async send(n: number): Promise<void> {
    const frame = this.sent.length === 0 ? keyFrame(n) : delta(n)
    this.sent.push(frame)
    const [sealed = new Uint8Array()] = await this.#sending.pass(frame)
    const kid = decodeHeader(sealed.subarray(clearBytes('video', sealed)))?.header.key ?? 0
    const ahead = ((kid % 16) - (this.#held % 16) + 16) % 16
    if (ahead <= 8) this.#used = Math.max(this.#used, this.#held + ahead)
    if (ahead > 0 && ahead <= 8) this.waited += 1
    this.receiving.take(sealed)
    await this.pass(20)
  }

  /** @param lag how much later the receiver has the keys than the sender, in milliseconds */
  async begin(how: 'add' | 'remove', lag: number): Promise<void> {
    const { clock, sender, receiver } = this.#members
    this.#epoch += 1
    const next = { number: this.#epoch, base: baseOf(this.#epoch), how }
    const now = clock.now()
    this.#at = {
      sender: Math.max(this.#at.sender, now + Math.max(0, -lag)),
      receiver: Math.max(this.#at.receiver, now + Math.max(0, lag)),
    }
    clock.after(this.#at.sender - now, () => sender.begin(next))
    clock.after(this.#at.receiver - now, () => {
      receiver.begin(next)
      this.#held = next.number
    })
    // Four epochs are held: no more begin while a sender may use an old one.
    await this.pass(170)
  }

  async pass(ms: number): Promise<void> {
    await this.#members.clock.pass(ms)
    if (this.#used <= this.#held) await this.receiving.all()
  }
}

describe('the frames of a track', () => {
  let members: Members
  beforeEach(() => {
    members = new Members()
  })

  it('come out as they went in, and between the two only their clear bytes are readable', async () => {
    members.begin(1)
    const tracks = {
      audio: [members.sending('audio', 0), members.receiving('audio', { source: 0 })],
      video: [members.sending('video'), members.receiving('video')],
    } as const
    await fc.assert(
      fc.asyncProperty(frames, async ({ kind, frame }) => {
        const [sending, receiving] = tracks[kind]
        const [sealed] = await sending.pass(frame)
        assert.ok(sealed)
        const length = clearBytes(kind, frame)
        assert.deepEqual(sealed.slice(0, length), frame.slice(0, length))
        const rest = sealed.slice(length)
        for (let at = length; at + 6 <= frame.length; at += 1)
          assert.ok(!contains(rest, frame.subarray(at, at + 6)))
        if (kind === 'audio') {
          const header = decodeHeader(sealed)?.length ?? 0
          assert.equal((sealed.length - header - 16) % AUDIO_BUCKET, 0)
        }
        assert.deepEqual(await receiving.pass(sealed), [frame])
      }),
    )
  })

  it('stay in order, and none is lost while epochs begin at different times', async () => {
    let waited = 0
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ what: fc.constant('send' as const), n: fc.nat(255) }) },
      fc.record({
        what: fc.constantFrom('add' as const, 'remove' as const),
        // How much later the receiver has the keys than the sender.
        lag: fc.integer({ min: -200, max: EARLY_MS - 1 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const call = new Call()
        for (const one of steps)
          if (one.what === 'send') await call.send(one.n)
          else await call.begin(one.what, one.lag)
        await call.pass(EARLY_MS)
        assert.deepEqual(call.receiving.dropped, [])
        assert.deepEqual(call.receiving.out, call.sent)
        waited += call.waited
      }),
      { numRuns: 60 },
    )
    assert.ok(waited > 0)
  })

  it('leave in the order in which they came, however long each takes', async () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 })
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.boolean(), { minLength: 8 }), async (ready, drop) => {
        const finish: (() => void)[] = []
        const track = new Track((frame) => {
          const n = frame[0] ?? 0
          return new Promise((resolve) => {
            finish[n] = () => resolve(drop[n] === true ? 'forged' : Uint8Array.of(n, n))
          })
        })
        track.take(...[0, 1, 2, 3, 4, 5, 6, 7].map((n) => Uint8Array.of(n)))
        for (const n of ready) finish[n]?.()
        await track.all()
        const kept = [0, 1, 2, 3, 4, 5, 6, 7].filter((n) => drop[n] !== true)
        assert.deepEqual(
          track.out.map(([n]) => n),
          kept,
        )
      }),
    )
  })

  it('go nowhere without a key, and after the end', async () => {
    for (const kind of ['audio', 'video'] as const) {
      const sending = members.sending(kind)
      assert.deepEqual(await sending.pass(keyFrame(), delta()), [])
      assert.deepEqual(sending.dropped, ['no_key', 'no_key'])
    }
    members.begin(1)
    const [sending, receiving] = [members.sending('video'), members.receiving('video')]
    const [first = new Uint8Array(), second = new Uint8Array()] = await sending.pass(
      keyFrame(),
      delta(),
    )
    assert.deepEqual(await receiving.pass(first), [keyFrame()])
    members.sender.end()
    members.receiver.end()
    assert.deepEqual(await sending.pass(delta()), [])
    assert.deepEqual(await receiving.pass(second), [])
    assert.deepEqual(receiving.dropped, ['unknown_epoch'])
    // And no epoch begins any more.
    members.begin(2)
    assert.deepEqual(await sending.pass(delta()), [])
  })

  it('stop for good when something fails, and none leaves as it came', async () => {
    const broken = new Track((frame) =>
      frame[0] === 2 ? Promise.reject(new Error('no memory')) : Promise.resolve(frame.slice(1)),
    )
    broken.take(Uint8Array.of(1, 9), Uint8Array.of(2, 9), Uint8Array.of(3, 9))
    await broken.all()
    broken.take(Uint8Array.of(4, 9))
    assert.ok(broken.stopped)
    assert.deepEqual(broken.out, [Uint8Array.of(9)])

    const gone = new Track(
      (frame) => Promise.resolve(frame),
      () => Promise.reject(new Error('closed')),
    )
    gone.take(delta())
    await gone.all()
    gone.take(delta())
    assert.equal(gone.out.length, 1)
  })

  it('do not leave a closed pipe, also those already inside', async () => {
    members.begin(1)
    const sending = members.sending('video')
    const other = members.sending('video')
    sending.take(keyFrame())
    sending.pipe.close()
    sending.take(delta())
    await other.pass(keyFrame())
    assert.deepEqual(sending.out, [])
  })

  it('of an epoch to come wait for it, for half a second', async () => {
    members.begin(1)
    const [sending, receiving] = [members.sending('video'), members.receiving('video')]
    const next = { number: 2, base: baseOf(2), how: 'remove' as const }
    receiving.take(...(await sending.pass(keyFrame())))
    members.sender.begin(next)
    receiving.take(...(await sending.pass(delta(1))))
    await members.clock.pass(EARLY_MS - 1)
    receiving.take(...(await sending.pass(delta(2))))
    assert.equal(receiving.out.length, 1)
    await members.clock.pass(1)
    // The first waited in vain; the second still may.
    members.receiver.begin(next)
    await receiving.all()
    assert.deepEqual(receiving.out, [keyFrame(), delta(2)])
    assert.deepEqual(receiving.dropped, ['unknown_epoch'])
    // What came through builds upon what did not.
    assert.equal(members.asked, 1)
  })

  it('wait for it to be known whose they are, as long as for an epoch, and only video lacks a key frame then', async () => {
    members.begin(1)
    for (const kind of ['video', 'audio'] as const) {
      const sending = members.sending(kind)
      const first = await sending.pass(keyFrame())
      const later = await sending.pass(delta(1), delta(2), delta(3))
      let asked = 0
      const { change, settle } = unsettled(kind, members.clock, () => (asked += 1))
      const receiving = new Track(change)
      receiving.take(...first)
      await members.clock.pass(EARLY_MS - 1)
      receiving.take(...later)
      assert.equal(receiving.dropped.length, 0)
      await members.clock.pass(1)
      await until(() => receiving.dropped.length === 1)
      assert.deepEqual(receiving.dropped, ['no_key'])
      settle(members.receiver.opening(kind, { leaf: 5, source: 1, since: 0 }, () => {}))
      await receiving.all()
      assert.deepEqual(receiving.out, [delta(1), delta(2), delta(3)])
      assert.equal(asked, kind === 'video' ? 1 : 0)
    }
  })

  it('that another member, or another source, sealed are dropped at once', async () => {
    members.begin(1)
    const camera = await members.sending('video', 1).pass(keyFrame())
    for (const expected of [{ source: 2 }, { leaf: 6 }]) {
      const receiving = members.receiving('video', expected)
      assert.deepEqual(await receiving.pass(...camera), [])
      assert.deepEqual(receiving.dropped, ['other_key'])
    }
    // Also of an epoch that is not there yet: it would not open then.
    const later = { number: 2, base: baseOf(2), how: 'remove' as const }
    members.sender.begin(later)
    const receiving = members.receiving('video', { source: 2 })
    await receiving.pass(...(await members.sending('video', 1).pass(delta())))
    assert.deepEqual(receiving.dropped, ['unknown_epoch'])
  })

  it('of who held a leaf before are not taken for those of who holds it now', async () => {
    members.begin(1)
    const [before = new Uint8Array()] = await members.sending('video').pass(keyFrame())
    members.receiver.left(5)
    const after = members.receiving('video', { since: 2 })
    members.begin(2)
    await after.pass(before)
    assert.deepEqual(after.dropped, ['unknown_epoch'])
    assert.deepEqual(await after.pass(...(await members.sending('video').pass(delta()))), [delta()])
  })

  it('are taken once, also by a track that comes back', async () => {
    members.begin(1)
    const sealed = await members.sending('video').pass(keyFrame())
    const first = members.receiving('video')
    assert.equal((await first.pass(...sealed)).length, 1)
    assert.deepEqual(await first.pass(...sealed), [])
    first.pipe.close()
    const again = members.receiving('video')
    assert.deepEqual(await again.pass(...sealed), [])
    assert.deepEqual([...first.dropped, ...again.dropped], ['replayed', 'replayed'])
  })

  it('begin with the keys of now for a track that comes later', async () => {
    members.begin(1)
    members.begin(2)
    const [sending, receiving] = [members.sending('audio'), members.receiving('audio')]
    assert.deepEqual(await receiving.pass(...(await sending.pass(Uint8Array.of(1)))), [
      Uint8Array.of(1),
    ])
  })

  it('are hidden in length, down to the shortest silence and to nothing at all', async () => {
    members.begin(1)
    const lengths = new Set<number>()
    for (const bytes of [0, 1, 3, 31])
      for (const one of await members.sending('audio', bytes % 3).pass(new Uint8Array(bytes)))
        lengths.add(one.length)
    assert.equal(lengths.size, 1)
  })

  it('that are no frames are not sealed into something else', async () => {
    members.begin(1)
    const sending = members.sending('video')
    await sending.pass(new Uint8Array(), keyFrame().slice(0, KEY_SIZE - 1))
    assert.deepEqual(sending.out, [])
    const receiving = members.receiving('video')
    await receiving.pass(keyFrame(), new Uint8Array(), delta())
    assert.deepEqual(receiving.out, [])
  })

  it('ask for a key frame when one cannot be opened, once a second', async () => {
    members.begin(1)
    const receiving = members.receiving('video')
    const foreign = new Members()
    foreign.sender.begin({ number: 1, base: baseOf(99), how: 'remove' })
    const sealed = await foreign.sending('video').pass(keyFrame(), delta(), keyFrame())
    await receiving.pass(...sealed)
    assert.equal(members.asked, 1)
    await members.clock.pass(ASK_MS)
    await receiving.pass(...sealed.slice(0, 1))
    assert.equal(members.asked, 2)
    assert.deepEqual(receiving.dropped, ['forged', 'forged', 'forged', 'forged'])
    // A voice has none.
    const voice = await foreign.sending('audio').pass(keyFrame())
    await members.clock.pass(ASK_MS)
    await members.receiving('audio').pass(...voice)
    assert.equal(members.asked, 2)
  })

  it('wait in a bounded crowd', async () => {
    const receiving = members.receiving('audio')
    members.sender.begin({ number: 1, base: baseOf(1), how: 'remove' })
    const sending = members.sending('audio')
    const sealed = await sending.pass(...Array<Uint8Array>(CROWD).fill(delta()))
    sealed.push(...(await sending.pass(...Array<Uint8Array>(5).fill(delta()))))
    receiving.take(...sealed)
    assert.deepEqual(receiving.dropped, Array(5).fill('crowded'))
    await members.clock.pass(EARLY_MS)
    await receiving.all()
    assert.equal(receiving.dropped.length, CROWD + 5)
  })
})
