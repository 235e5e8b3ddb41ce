import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

const CHAIR = 'Trần Chủ Tọa'
const isSealed = ({ page }: Person) =>
  expect(page.getByRole('button', { name: 'Được mã hóa đầu cuối' })).toBeVisible()

test('[E2E7] after a reload, host and guest have keys again, and see each other', async ({
  office,
}) => {
  const { host, guest } = await office.pair()
  await host.sees('Lê Bình')
  await guest.page.reload()
  await guest.inside()
  await guest.sees(CHAIR)
  await guest.button('Bật camera').click()
  await host.sees('Lê Bình')

  // Nobody else leads: a new group takes the place of the one that the page has lost.
  await host.page.reload()
  await host.inside()
  await host.sees('Lê Bình')
  await host.button('Bật camera').click()
  await guest.sees(CHAIR)
  for (const person of [host, guest]) await isSealed(person)
})

test('[E2E5] a co-host lets people in, with keys, while the host is gone', async ({ office }) => {
  const { meeting, host, guest } = await office.pair()
  await host.act('Lê Bình', 'Chỉ định làm đồng chủ trì')
  await host.page
    .getByRole('alertdialog')
    .getByRole('button', { name: 'Chỉ định', exact: true })
    .click()
  await expect(guest.button(/^Phòng chờ/)).toBeVisible()
  await host.button('Rời họp').click()
  await host.button('Chỉ mình tôi rời họp').click()
  await expect(guest.tile(CHAIR)).toHaveCount(0)
  const third = await office.admitted(guest, meeting, 'Phạm Chi')
  await third.sees('Lê Bình')
  await guest.sees('Phạm Chi')
  for (const person of [guest, third]) await isSealed(person)
})
