import { expect, test } from '../support/browser.ts'

test('[E2E17] who comes by a bare link is let in by four words, the same on both screens', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const bare = { ...meeting, link: meeting.link.replace(/#.*/, '') }
  await guest.knock(bare.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.admitByWords('Lê Bình', guest)
  await guest.inside()
  await host.sees('Lê Bình')
  await guest.sees('Trần Chủ Tọa')
  await expect(guest.button('Được mã hóa đầu cuối')).toBeVisible()
  await host.screenshot('sealed-words')
})

test('[E2E17] a link of other keys leads nowhere, and says so', async ({ office }) => {
  const { meeting, guest } = await office.doorway()
  const other = await office.meeting()
  const link = `${meeting.link.replace(/#.*/, '')}${other.link.replace(/^[^#]*/, '')}`
  await guest.knock(link, 'Lê Bình', meeting.password)
  await expect(guest.page.getByText('không khớp với khóa của cuộc họp')).toBeVisible()
  await guest.screenshot('sealed-other-link')
})
