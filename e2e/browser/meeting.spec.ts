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

test('messages about knocks go when their people are answered, however many there are', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.doorway()
  const third = await office.person()
  const messages = host.page
    .getByRole('region', { name: 'Thông báo' })
    .locator('.toast', { hasText: 'đang chờ' })
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await expect(messages).toHaveCount(1)
  await third.knock(meeting.link, 'Mai Chi', meeting.password)
  await expect(messages).toHaveCount(2)
  await host.openPanel('Phòng chờ')
  await expect(messages).toHaveCount(0)

  // [ADM2] The row below moves up under the pointer, and a double click was for the first.
  const place = await host.button('Cho vào: Lê Bình').boundingBox()
  const { x, y } = { x: (place?.x ?? 0) + 20, y: (place?.y ?? 0) + 10 }
  await host.page.mouse.click(x, y)
  await guest.inside()
  await expect(host.button('Cho vào: Lê Bình')).toBeHidden()
  const under = await host.button('Cho vào: Mai Chi').boundingBox()
  expect(Math.abs((under?.y ?? 0) - (place?.y ?? 0))).toBeLessThan(10)
  await host.page.mouse.down({ clickCount: 2 })
  await host.page.mouse.up({ clickCount: 2 })
  await third.waits()
  await host.admit('Mai Chi')
  await third.inside()
})
