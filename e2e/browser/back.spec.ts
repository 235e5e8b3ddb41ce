import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

const asks = { name: 'Rời cuộc họp?' }

test('the back button asks before it leaves the call; a second press or the button leaves', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  await guest.page.goto(`${office.server.url}/`)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  const question = guest.page.getByRole('alertdialog', asks)

  await guest.page.goBack()
  await expect(question).toBeVisible()
  await sound(guest.page, 'back-asks')
  await question.getByRole('button', { name: 'Ở lại' }).click()
  await guest.inside()
  await expect(host.tile('Lê Bình')).toHaveCount(1)

  await guest.page.goBack()
  await question.getByRole('button', { name: 'Rời họp' }).click()
  await expect(guest.page.getByRole('heading', { name: 'Bạn đã rời cuộc họp' })).toBeVisible()
  await expect(host.tile('Lê Bình')).toHaveCount(0)

  // The host is offered to end the meeting too, and nobody is held.
  await host.page.goBack()
  await expect(host.page.getByRole('alertdialog', asks)).toBeVisible()
  await host.page.goBack()
  await expect(host.page).not.toHaveURL(meeting.link.replace(/#.*/, ''))
})

test('closing the page asks while in a call; after a reload it says that nobody hears', async ({
  office,
}) => {
  const { guest } = await office.pair()
  const asked = guest.page.waitForEvent('dialog')
  await guest.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await guest.inside()

  await guest.page.reload()
  await guest.inside()
  const off = guest.page.getByText('micrô và camera đang tắt, chưa ai nghe hoặc thấy bạn')
  await expect(off).toBeVisible()
  await guest.button('Bật lại micrô').click()
  await expect(off).toHaveCount(0)
  await expect(guest.button('Tắt micrô')).toBeVisible()
})
