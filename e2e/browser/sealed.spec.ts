import { decodeHeader } from '#client/src/frames/header.ts'
import { AUDIO_BUCKET } from '#client/src/frames/payload.ts'
import { Office, expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { TestServer } from '../support/server.ts'
import { decode, likeness, sketchOf, tapTo, tapped, vp8Frames } from '../support/tapped.ts'
import type { Rtp } from '../support/tapped.ts'
import { Visitor } from '../support/visitor.ts'

const TAG = 16

let server: TestServer
test.afterEach(() => server.stop())

/** Sends what microphone and camera give as it is, as a page does that was altered. */
function sealNothing(): void {
  const Real = RTCRtpScriptTransform
  function Transform(worker: Worker, order: { id: number; way: 'in' | 'out' }): object {
    if (order.way === 'in') return new Real(worker, order)
    const data = { type: 'pipe', id: order.id, event: { type: 'ready' } }
    setTimeout(() => worker.dispatchEvent(new MessageEvent('message', { data })))
    return {}
  }
  Object.defineProperty(RTCRtpSender.prototype, 'transform', { set() {} })
  Object.assign(globalThis, { RTCRtpScriptTransform: Transform })
}

/** Packets that arrived of this person's camera, and pictures that were decoded of it. */
async function received(by: Person, name: string): Promise<{ packets: number; decoded: number }> {
  return by
    .tile(name)
    .locator('video')
    .evaluate(async (video) => {
      const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
      const stream = (video as HTMLVideoElement).srcObject as MediaStream
      const sum = { packets: 0, decoded: 0 }
      for (const peer of kept.peers)
        for (const [, entry] of await peer.getStats()) {
          if (entry.type !== 'inbound-rtp') continue
          if (entry.trackIdentifier !== stream.getVideoTracks()[0]?.id) continue
          sum.packets += entry.packetsReceived
          sum.decoded += entry.framesDecoded ?? 0
        }
      return sum
    })
}

const isSealedVoice = ({ payload }: Rtp): boolean => {
  const header = decodeHeader(payload)
  return header !== null && (payload.length - header.length - TAG) % AUDIO_BUCKET === 0
}

test('[E2E15] whoever listens in the SFU has neither picture nor voice, and whoever sends unsealed is seen by nobody', async ({
  browser,
}, info) => {
  const file = info.outputPath('rtp')
  server = await TestServer.start(tapTo(file))
  const visitor = new Visitor(server)
  await visitor.setUp()
  const office = new Office(server, visitor, browser)
  const { meeting, host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  await guest.hears()
  for (const person of [host, guest])
    await expect(person.button('Được mã hóa đầu cuối')).toBeVisible()

  const all = async (kind: string) =>
    [...(await tapped(file))].filter(([, track]) => track.kind === kind)
  const long = async (kind: string) => (await all(kind)).filter(([, { rtp }]) => rtp.length > 100)
  await expect.poll(async () => [await long('audio'), await long('video')].map((of) => of.length)).toEqual([2, 2]) // prettier-ignore
  const real = await sketchOf(host.page.locator('.tile video').first())
  for (const [, { rtp }] of await long('video')) {
    const frames = vp8Frames(rtp)
    expect(frames.length).toBeGreaterThan(20)
    for (const sketch of await decode(host.page, frames))
      expect(likeness(sketch, real)).toBeLessThan(0.5)
  }
  for (const [, { rtp }] of await long('audio')) expect(rtp.every(isSealedVoice)).toBe(true)

  const altered = await office.person()
  await altered.context.addInitScript(sealNothing)
  await office.letIn(host, altered, meeting, 'Phạm Chi')
  await altered.sees('Lê Bình')
  const cameras = async () => (await long('video')).map(([producer]) => producer)
  await expect.poll(async () => (await cameras()).length).toBe(3)
  const [, , camera = ''] = await cameras()
  // The listener can read this one: the test tells one from the other.
  await expect
    .poll(async () => {
      const { rtp = [] } = (await tapped(file)).get(camera) ?? {}
      const sketches = await decode(guest.page, vp8Frames(rtp))
      return Math.max(...sketches.map((sketch) => likeness(sketch, real)))
    })
    .toBeGreaterThan(0.8)
  const { rtp = [] } = (await all('audio')).at(-1)?.[1] ?? {}
  expect(rtp.every(isSealedVoice)).toBe(false)
  await expect.poll(async () => (await received(guest, 'Phạm Chi')).packets).toBeGreaterThan(100)
  expect((await received(guest, 'Phạm Chi')).decoded).toBe(0)
  // Nothing to see is said by the name, as for somebody without a camera.
  await expect(guest.tile('Phạm Chi').getByText('PC')).toBeVisible()
  await expect(altered.tile('Lê Bình').getByText('LB')).toBeHidden()
  await guest.screenshot('sealed-unsealed')
  await office.goHome()
})
