import { expect, test } from '../support/browser.ts'

test('[PWD2] a proposed password may be typed as it is said: capitals, accents, other separators', async ({
  office,
}) => {
  const { meeting, guest } = await office.doorway()
  expect(meeting.password).toMatch(/^([a-z]+-[a-z]+ ){6}[a-z]+-[a-z]+$/)
  const said = meeting.password.toUpperCase().replaceAll('-', ' ').replaceAll('A', 'Á')
  await guest.knock(meeting.link, 'Lê Bình', ` ${said.replace(' ', ',  ')} `)
  await guest.waits()
})

test('[PWD2] a host who works in English gets English words', async ({ office }) => {
  await office.meeting()
  const host = await office.hostPerson()
  await host.page.goto(`${office.server.url}/meetings`)
  await host.page.getByRole('combobox', { name: 'Ngôn ngữ' }).selectOption({ label: 'English' })
  await host
    .button(/^More: /)
    .first()
    .click()
  await host.page.getByRole('menuitem', { name: 'Change password' }).click()
  await host.page.getByRole('alertdialog').getByRole('button', { name: 'Change password' }).click()
  await expect(host.page.locator('.secret-password')).toHaveText(/^([a-z]+ ){6}[a-z]+$/)
})
