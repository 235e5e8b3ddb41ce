import { expect, test } from '../support/browser.ts'

test('three people meet: password, lobby, admission, and each sees and hears the others', async ({
  office,
}) => {
  const { link, password } = await office.meeting()
  const host = await office.hostPerson()
  await host.enterAsHost(link)

  const binh = await office.person()
  const chi = await office.person()
  await binh.knock(link, 'Lê Bình', password)
  await binh.waits()
  await chi.knock(link, 'Phạm Chi', password)
  await chi.waits()

  await host.admit('Lê Bình')
  await binh.inside()
  // [ADM2] One was selected; the other is still waiting.
  await chi.waits()
  await host.admit('Phạm Chi')
  await chi.inside()

  await host.sees('Lê Bình')
  await host.sees('Phạm Chi')
  await binh.sees('Trần Chủ Tọa')
  await binh.sees('Phạm Chi')
  await chi.sees('Trần Chủ Tọa')
  await chi.sees('Lê Bình')
  for (const person of [host, binh, chi]) {
    await person.hears()
    expect((await person.sound()).tracks).toBe(2)
  }
  await host.screenshot('meeting')
})
