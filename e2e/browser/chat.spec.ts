import { expect, test } from '../support/browser.ts'
import type { Person } from '../support/browser.ts'

/** All that this page and the server say to each other from now on. */
function overheard({ page }: Person): string[] {
  const frames: string[] = []
  const keep = ({ payload }: { payload: string | Buffer }) => void frames.push(payload.toString())
  page.on('websocket', (socket) => {
    socket.on('framesent', keep)
    socket.on('framereceived', keep)
  })
  return frames
}

const log = ({ page }: Person) => page.getByRole('log', { name: 'Các tin đã gửi' })
const field = ({ page }: Person) => page.getByRole('textbox', { name: 'Viết tin nhắn' })

async function write(person: Person, text: string, to?: string): Promise<void> {
  if (to) await person.page.getByLabel('Gửi tới').selectOption(to)
  await field(person).fill(text)
  await field(person).press('Enter')
}

test('[E2E19] what people write is read by those it is for, and crosses the wire sealed', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const third = await office.person()
  const frames = overheard(third)
  await office.letIn(host, third, meeting, 'Phạm Chi')
  await host.sees('Phạm Chi')
  for (const one of [host, guest, third]) await one.openPanel('Tin nhắn')

  await write(guest, 'Xin chào cả phòng ạ')
  for (const one of [host, guest, third])
    await expect(log(one)).toContainText('Xin chào cả phòng ạ')
  await write(third, 'Tôi xin phép phát biểu sau', 'Chỉ chủ trì và đồng chủ trì')
  for (const one of [host, third])
    await expect(log(one)).toContainText('Tôi xin phép phát biểu sau')
  await write(host, 'Đề nghị mọi người bật camera', 'Thông báo cho mọi người')
  for (const one of [guest, third]) {
    await expect(log(one)).toContainText('Đề nghị mọi người bật camera')
    await expect(one.page.getByText(/^Thông báo của Trần Chủ Tọa/)).toBeVisible()
  }
  await expect(log(guest)).not.toContainText('phát biểu sau')
  await host.screenshot('chat-host')
  // Pages also tell each other that they have the same keys.
  await expect.poll(() => frames.join('\n')).toContain('keyBeat')
  const said = frames.join('\n')
  expect(said).toContain('chat.send')
  for (const text of ['Xin chào', 'phát biểu sau', 'bật camera']) expect(said).not.toContain(text)

  // A page that was loaded again has other keys: what came before is closed to it.
  await guest.page.reload()
  await guest.sees('Trần Chủ Tọa')
  await guest.openPanel('Tin nhắn')
  await expect(guest.page.getByText(/^Chưa có tin nhắn nào/)).toBeVisible()
  await write(host, 'Ta bắt đầu nhé')
  await expect(log(guest)).toContainText('Ta bắt đầu nhé')
  await guest.screenshot('chat-guest')
})

test('[E2E19] a reaction is seen by the others, and crosses the wire sealed', async ({
  office,
}) => {
  const { meeting, host, guest } = await office.pair()
  const third = await office.person()
  const frames = overheard(third)
  await office.letIn(host, third, meeting, 'Phạm Chi')
  await guest.sees('Phạm Chi')
  await (await third.tool('Biểu cảm')).click()
  await third.page.getByRole('menuitem', { name: 'Vỗ tay' }).click()
  for (const one of [host, guest])
    await expect(one.page.locator('.mark-reaction')).toContainText('Vỗ tay')
  expect(frames.join('\n')).toContain('reaction.send')
  expect(frames.join('\n')).not.toContain('applause')
})
