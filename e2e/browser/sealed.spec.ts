import { expect, test } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'

type Peers = { peers: RTCPeerConnection[] }

/** Takes what arrives as it is, as somebody does who listens on the server. */
function openNothing(): void {
  if (!('transform' in RTCRtpReceiver.prototype)) throw new Error('not this way in this browser')
  Object.defineProperty(RTCRtpReceiver.prototype, 'transform', { set() {} })
}

/** Sends what the microphone and camera give as it is, as a page does that was altered. */
function sealNothing(): void {
  Object.defineProperty(RTCRtpSender.prototype, 'transform', { set() {} })
}

/** What has arrived, and what of it was decoded. */
async function arrived({
  page,
}: Person): Promise<{ packets: number; decoded: number; voice: number }> {
  return page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: Peers }
    const sum = { packets: 0, decoded: 0, voice: 0 }
    for (const peer of kept.peers) {
      const stats = await peer.getStats()
      stats.forEach((entry: Record<string, unknown>) => {
        if (entry['type'] !== 'inbound-rtp') return
        sum.packets += Number(entry['packetsReceived'] ?? 0)
        sum.decoded += Number(entry['framesDecoded'] ?? 0)
        sum.voice += Number(entry['totalAudioEnergy'] ?? 0)
      })
    }
    return sum
  })
}

const lock = ({ page }: Person) => page.getByRole('button', { name: 'Được mã hóa đầu cuối' })

async function three(office: Office) {
  const { meeting, host, guest } = await office.pair()
  const third = await office.person()
  return { meeting, host, guest, third }
}

test('[E2E15] what reaches a listener without keys is neither picture nor voice', async ({
  office,
}) => {
  const { meeting, host, guest, third } = await three(office)
  await third.context.addInitScript(openNothing)
  await office.letIn(host, third, meeting, 'Phạm Chi')
  await host.sees('Lê Bình')
  await guest.sees('Phạm Chi')
  await expect(lock(host)).toBeVisible()
  await expect(lock(third)).toBeVisible()
  await expect.poll(async () => (await arrived(third)).packets).toBeGreaterThan(500)
  const { decoded } = await arrived(third)
  expect(decoded).toBe(0)
  await host.screenshot('sealed-host')
  await third.screenshot('sealed-listener')
})

test('[E2E15] what somebody sends unsealed is shown to nobody', async ({ office }) => {
  const { meeting, host, guest, third } = await three(office)
  await third.context.addInitScript(sealNothing)
  await office.letIn(host, third, meeting, 'Phạm Chi')
  await third.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  const unseen = guest.tile('Phạm Chi').locator('video')
  await expect.poll(async () => (await arrived(guest)).packets).toBeGreaterThan(500)
  expect(
    await unseen.evaluateAll((all) =>
      all.every((one) => (one as HTMLVideoElement).videoWidth === 0),
    ),
  ).toBe(true)
})
