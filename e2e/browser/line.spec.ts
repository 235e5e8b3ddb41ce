import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'
import { sound } from '../support/look.ts'

/**
 * Makes the page's connections report a bad network while `slow` is set, and a processor that does
 * not keep up while `busy` is; media is unaffected.
 */
function slowOnDemand(): void {
  // oxlint-disable-next-line typescript/unbound-method -- bound again below
  const { getStats } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.getStats = async function slowed(this: RTCPeerConnection) {
    const stats = await getStats.call(this)
    const slow = new Map<string, Record<string, unknown>>()
    stats.forEach((entry: { id: string; type: string }) => {
      const late = entry.type === 'candidate-pair' ? { currentRoundTripTime: 3 } : {}
      const limited =
        'busy' in globalThis && entry.type === 'outbound-rtp'
          ? { qualityLimitationReason: 'cpu' }
          : {}
      slow.set(entry.id, { ...entry, ...late, ...limited })
    })
    return 'slow' in globalThis ? slow : stats
  }
}

const CHAIR = 'Trần Chủ Tọa'
const saving = ({ page }: Person) =>
  page.getByRole('menuitemcheckbox', { name: 'Tiết kiệm dữ liệu' })

test('a weak connection switches to audio only; the person sees it and can undo it', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.context.addInitScript(slowOnDemand)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await guest.sees(CHAIR)

  await guest.page.evaluate(() => Object.assign(globalThis, { slow: true }))
  // On a machine that is busy with other tests, that is named instead.
  const notice = guest.page.getByText(/: tạm thời chỉ có âm thanh/)
  // Three samples, three seconds apart.
  await expect(notice).toBeVisible()
  await expect(guest.tile(CHAIR).locator('video')).toBeHidden()
  await guest.silent('video')
  await guest.hears()
  await sound(guest.page, 'line-sound-alone')

  // The uplink is bad as well: only the voice is left, and the local tile says so.
  const own = guest.tile('Lê Bình')
  await expect(own.getByText(/tạm thời không gửi hình ảnh$/)).toBeVisible()
  await expect(guest.page.getByText(/cũng không gửi đi|đang quá bận/).first()).toBeVisible()
  await expect(host.tile('Lê Bình').locator('video')).toHaveCount(0)
  await host.silent('video')
  await host.hears()

  await guest.button('Hiện lại hình ảnh').click()
  await expect(notice).toBeHidden()
  await guest.sees(CHAIR)
  await host.sees('Lê Bình')
  await expect(own.getByText(/tạm thời không gửi hình ảnh$/)).toHaveCount(0)
})

test('a computer that is too busy is named as the cause, not the line', async ({ office }) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.context.addInitScript(slowOnDemand)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await guest.page.evaluate(() => Object.assign(globalThis, { slow: true, busy: true }))
  await expect(
    guest.page.getByText('Máy của bạn đang quá bận, không phải do đường truyền'),
  ).toBeVisible()
  await expect(guest.tile('Lê Bình').getByText('Máy quá bận')).toBeVisible()
  await expect(guest.page.getByText(/Đường truyền (rất )?yếu:/)).toHaveCount(0)
})

test('turning on a paused camera sends it, however weak the connection', async ({ office }) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.context.addInitScript(slowOnDemand)
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.admit('Lê Bình')
  await host.sees('Lê Bình')
  await guest.page.evaluate(() => Object.assign(globalThis, { slow: true }))
  await expect(host.tile('Lê Bình').locator('video')).toHaveCount(0)
  await guest.button('Bật camera').click()
  await host.sees('Lê Bình')
})

test('saving data is remembered, and the panel explains what is received and why it is small', async ({
  office,
}) => {
  const { guest } = await office.pair()
  await guest.sees(CHAIR)
  await (await guest.tool('Hiển thị')).click()
  await saving(guest).click()
  await expect(saving(guest)).toHaveAttribute('aria-checked', 'true')
  await guest.page.getByRole('menuitem', { name: 'Chất lượng đường truyền' }).click()
  const panel = guest.page.getByRole('dialog', { name: 'Chất lượng đường truyền' })
  await expect(panel.getByText('Qua UDP')).toBeVisible()
  await expect(
    panel.getByRole('listitem').filter({ hasText: 'Hình ảnh: Trần Chủ Tọa' }),
  ).toContainText(
    /\d+ kbit\/s, 320 × 180, \d+ hình\/giây, VP8, mất .*Giảm vì bạn đang tiết kiệm dữ liệu/,
  )
  const own = panel.getByRole('listitem').filter({ hasText: 'Hình ảnh của bạn' })
  await expect(own).toContainText('320 × 180')
  await expect(panel.getByText(/Âm thanh: Trần Chủ Tọa/)).toBeVisible()
  await sound(guest.page, 'line-panel')
  await panel.getByRole('button', { name: 'Đóng' }).click()

  await guest.page.reload()
  await guest.inside()
  await (await guest.tool('Hiển thị')).click()
  await expect(saving(guest)).toHaveAttribute('aria-checked', 'true')
})

test('[QOS4] on a metered line data is saved from the start, says so, and can be turned off for good', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.page.setViewportSize({ width: 360, height: 640 })
  await guest.context.addInitScript(() => {
    const line = Object.assign(new EventTarget(), { type: 'cellular' })
    Object.defineProperty(navigator, 'connection', { value: line })
  })
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await guest.sees(CHAIR)
  const bar = guest.page.getByText('vì đây là mạng di động hoặc mạng tính cước')
  await expect(bar).toBeVisible()
  await sound(guest.page, 'line-metered')
  await guest.button('Không tiết kiệm').click()
  await expect(bar).toBeHidden()
  await guest.page.reload()
  await guest.inside()
  await guest.sees(CHAIR)
  await (await guest.tool('Hiển thị')).click()
  await expect(saving(guest)).toHaveAttribute('aria-checked', 'false')
  await expect(bar).toHaveCount(0)
})

test('speech is sent with FEC and DTX, a screen with priority on sharp text', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.button('Chia sẻ màn hình').click()
  await guest.picture(guest.screen)
  const sent = await host.page.evaluate(() => {
    const { kept } = globalThis as unknown as { kept: { peers: RTCPeerConnection[] } }
    const open = kept.peers.filter(({ connectionState }) => connectionState === 'connected')
    const senders = open.flatMap((peer) => peer.getSenders())
    return {
      hints: senders.map(({ track }) => track?.contentHint),
      // The remote description determines the encoder (RFC 7587, section 7).
      answers: open.map(({ remoteDescription }) => remoteDescription?.sdp ?? '').join('\n'),
    }
  })
  expect(sent.hints).toContain('speech')
  expect(sent.hints).toContain('detail')
  expect(sent.answers).toMatch(
    /a=fmtp:\d+ .*useinbandfec=1.*usedtx=1|a=fmtp:\d+ .*usedtx=1.*useinbandfec=1/,
  )
})
