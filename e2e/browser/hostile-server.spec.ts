import { createOwn } from '#client/src/mls/group.ts'
import { fromBase64Url, toBase64Url } from '#client/src/mls/bytes.ts'
import { createDeviceKeys, deviceOf } from '#client/src/mls/credential.ts'
import { expect, test } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'
import { HostileServer } from '../support/hostile-server.ts'

/** A page in the meeting whose server was altered, beside others whose server was not. */
async function before(office: Office): Promise<{ victim: Person; server: HostileServer }> {
  const victim = await office.person()
  return { victim, server: await HostileServer.before(victim.page) }
}

type Tracks = { id: string; participant: string }[]

test('[E2E15] a commit that no leader wrote stops all sending, and the page says so', async ({
  office,
}) => {
  const { meeting, host } = await office.doorway()
  const { victim, server } = await before(office)
  await office.letIn(host, victim, meeting, 'Lê Bình')
  await host.sees('Lê Bình')
  await victim.sees('Trần Chủ Tọa')
  const { data } = server.heard.find(({ name }) => name === 'keyWelcome') ?? { data: null }
  const { group, epoch } = data as { group: string; epoch: number }
  // As if the server had added somebody itself.
  server.say('keyCommit', { group, epoch: epoch + 1, commit: { inline: 'A'.repeat(400) } })
  await expect(victim.page.getByText('Khóa không khớp. Đã dừng gửi.').first()).toBeVisible()
  await host.silent('video')
  await victim.silent('video')
  await victim.screenshot('hostile-broken')
})

test('[E2E17] keys that the server put in place of somebody’s are not let in', async ({
  office,
}) => {
  const { meeting, host } = await office.doorway()
  const { victim, server } = await before(office)
  server.asks = async (said) => {
    if (said.name !== 'keys.offer') return said
    const offer = said.data as { group: string; keyPackage: string }
    const waiting = server.heard.findLast(({ name }) => name === 'waiting')?.data
    const { self: seat, name, founder } = waiting as Record<'self' | 'name' | 'founder', string>
    const [group, hash] = [offer.group, founder].map(fromBase64Url)
    if (!group || !hash) throw new Error('no group')
    const device = await deviceOf(await createDeviceKeys())
    const sitting = { meeting: meeting.meeting.id, group, founder: hash }
    const { keyPackage } = await createOwn({ sitting, seat, name, device })
    return { ...said, data: { ...offer, keyPackage: toBase64Url(keyPackage) } }
  }
  await victim.knock(meeting.link, 'Lê Bình', meeting.password)
  await victim.waits()
  await host.openPanel('Phòng chờ')
  await expect(host.page.getByText('Cần đối chiếu bốn từ')).toBeVisible()
  await host.admit('Lê Bình')
  // The browser that has these keys is not the one that answers: there are no words to compare.
  const dialog = host.page.getByRole('alertdialog', { name: /^Đối chiếu bốn từ/ })
  await expect(dialog.getByText(/^Trình duyệt của Lê Bình không trả lời/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Khớp, cho vào' })).toHaveCount(0)
  await host.screenshot('hostile-swapped-keys')
  await victim.waits()
})

test('[E2E20] a removal that the server keeps back is found out: the page takes new keys', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const { victim, server } = await before(office)
  await office.letIn(host, victim, meeting, 'Phạm Chi')
  await host.sees('Phạm Chi')
  server.changes = (said) => (said.name === 'keyCommit' ? null : said)
  const asked = server.asked.length
  await host.act('Lê Bình', 'Đưa ra khỏi cuộc họp')
  await host.page
    .getByRole('alertdialog')
    .getByRole('button', { name: 'Đưa ra', exact: true })
    .click()
  await expect(guest.page.getByRole('region', { name: 'Điều khiển cuộc họp' })).toHaveCount(0)
  await expect
    .poll(() => server.asked.slice(asked).filter(({ name }) => name === 'keys.offer').length)
    .toBe(1)
  await host.sees('Phạm Chi')
  await victim.sees('Trần Chủ Tọa')
})

test('[E2E15] tracks that the server shows under another name open for nobody', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const { victim, server } = await before(office)
  const people = new Map<string, string>()
  const swapped = (tracks: Tracks): Tracks =>
    tracks.map((track) => ({
      ...track,
      participant: people.get(track.participant) ?? track.participant,
    }))
  server.changes = (said) => {
    if (said.name === 'track') return { ...said, data: swapped([said.data as Tracks[0]])[0] }
    if (said.name !== 'snapshot') return said
    const snapshot = said.data as { self: string; tracks: Tracks }
    const [one, other] = [...new Set(snapshot.tracks.map(({ participant }) => participant))]
    if (one && other) people.set(one, other).set(other, one)
    return { ...said, data: { ...snapshot, tracks: swapped(snapshot.tracks) } }
  }
  await office.letIn(host, victim, meeting, 'Phạm Chi')
  await guest.sees('Phạm Chi')
  await expect.poll(() => victim.packets('video')).toBeGreaterThan(300)
  expect(people.size).toBe(2)
  expect(await victim.decoded()).toBe(0)
  await victim.screenshot('hostile-swapped-tracks')
})
