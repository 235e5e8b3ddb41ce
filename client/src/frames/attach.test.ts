import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { attachReceiver, attachSender, canSeal, connectionSettings } from './attach.ts'
import { FrameWorker } from './frame-worker.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** A worker as the page sees it: what it was told, and what it says. */
class FakeWorker extends EventTarget {
  readonly told: ToWorker[] = []
  readonly transferred: unknown[] = []
  ended = false

  postMessage(message: ToWorker, transfer: unknown[] = []): void {
    this.told.push(message)
    this.transferred.push(...transfer)
  }

  says(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  terminate(): void {
    this.ended = true
  }
}

const MEMBER = { group: Uint8Array.of(1), leaf: 5 }
const CAMERA = { kind: 'video', source: 1 } as const
const EXPECTED = { leaf: 6, source: 1, since: 3 }

/** Browsers, as far as they matter here. */
class Transform {
  readonly given: unknown[]
  constructor(...given: unknown[]) {
    this.given = given
  }
}
class OldSender {
  readonly streams = { readable: {}, writable: {} }
  createEncodedStreams() {
    return this.streams
  }
}
class NewSender {
  transform: Transform | null = null
}
const unheard = () => assert.fail()
const be = (browser: Record<string, unknown>) =>
  Object.assign(globalThis, { Worker: FakeWorker, ...browser })

describe('the adapter to the browser', () => {
  let failures = 0
  const open = async () => {
    const fake = new FakeWorker()
    const worker = new FrameWorker(() => failures++, fake as unknown as Worker)
    fake.says({ type: 'started' })
    await worker.started
    worker.join(MEMBER)
    return { fake, worker }
  }
  afterEach(() => {
    for (const name of ['RTCRtpScriptTransform', 'RTCRtpSender', 'Worker'])
      Reflect.deleteProperty(globalThis, name)
  })

  it('knows a browser that cannot encrypt a call, and sends nothing there', async () => {
    assert.deepEqual(canSeal(), { ok: false, reason: 'no_worker' })
    be({ RTCRtpSender: NewSender })
    assert.deepEqual(canSeal(), { ok: false, reason: 'no_encoded_frames' })
    const { worker } = await open()
    const sender = new NewSender() as unknown as RTCRtpSender
    assert.throws(() => attachSender(worker, sender, CAMERA, unheard))
  })

  it('takes script transforms where they are, else streams', async () => {
    be({ RTCRtpSender: OldSender, RTCRtpScriptTransform: Transform })
    const { fake, worker } = await open()
    const sender = new NewSender()
    attachSender(worker, sender as unknown as RTCRtpSender, CAMERA, unheard)
    assert.deepEqual(canSeal(), { ok: true })
    assert.deepEqual(connectionSettings(), {})
    assert.deepEqual(sender.transform?.given, [fake, { ...CAMERA, way: 'out', id: 0 }])

    Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform')
    const old = new OldSender()
    const arriving = attachReceiver(worker, old as unknown as RTCRtpReceiver, 'video', unheard)
    assert.deepEqual(canSeal(), { ok: true })
    assert.deepEqual(connectionSettings(), { encodedInsertableStreams: true })
    const order = { kind: 'video', way: 'in', id: 1 }
    assert.deepEqual(fake.told.at(-1), { type: 'pipe', order, streams: old.streams })
    assert.deepEqual(fake.transferred, [old.streams.readable, old.streams.writable])
    arriving.expect(EXPECTED)
    assert.deepEqual(fake.told.at(-1), { type: 'expect', id: 1, expected: EXPECTED })
  })

  it('counts a track as sendable after its worker said so, and tells what becomes of it', async () => {
    be({ RTCRtpSender: NewSender, RTCRtpScriptTransform: Transform })
    const { fake, worker } = await open()
    const heard: unknown[] = []
    const attach = () =>
      attachSender(worker, new NewSender() as unknown as RTCRtpSender, CAMERA, (event) =>
        heard.push(event),
      )
    const [first, second, third] = [attach(), attach(), attach()]
    let ready = false
    void first.ready.then(() => (ready = true))
    fake.says({ type: 'pipe', id: 1, event: { type: 'stopped' } })
    await assert.rejects(second.ready)
    assert.ok(!ready)
    fake.says({ type: 'pipe', id: 0, event: { type: 'ready' } })
    await first.ready
    third.close()
    await assert.rejects(third.ready)
    fake.says({ type: 'pipe', id: 2, event: { type: 'keyFrameNeeded' } })
    assert.deepEqual(fake.told.at(-1), { type: 'close', id: 2 })
    assert.deepEqual(heard, [{ type: 'stopped' }])

    // One that fails takes all with it, and those that come after.
    fake.dispatchEvent(new Event('error'))
    fake.says({ type: 'failed' })
    assert.equal(failures, 1)
    assert.equal(heard.length, 3)
    await assert.rejects(attach().ready)
  })

  it('takes no track once it is closed, or failed to start', async () => {
    const fake = new FakeWorker()
    const failing = new FrameWorker(() => {}, fake as unknown as Worker)
    fake.dispatchEvent(new Event('error'))
    await assert.rejects(failing.started)
    assert.ok(failing.stopped)
    const { fake: other, worker } = await open()
    be({ RTCRtpSender: NewSender, RTCRtpScriptTransform: Transform })
    const sender = () => new NewSender() as unknown as RTCRtpSender
    const { ready } = attachSender(worker, sender(), CAMERA, unheard)
    worker.close()
    assert.ok(other.ended && worker.stopped)
    await assert.rejects(ready)
    await assert.rejects(attachSender(worker, sender(), CAMERA, unheard).ready)
  })
})
