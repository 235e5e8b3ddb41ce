import { expect } from '../support/browser.ts'
import type { Office, Person } from '../support/browser.ts'
import { PDF, painted, put } from '../support/documents.ts'
import { test } from '../support/other.ts'
import { endVote, openVote } from '../support/votes.ts'

const CHAIR = 'Trần Chủ Tọa'
const GUEST = 'Lê Bình'
const QUESTION = 'Thông qua kế hoạch quý IV?'

/** Everything that goes wrong in a person's page without anybody being told. */
function faultsOf({ page }: Person): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return faults
}

async function meet(host: Person, guest: Person): Promise<void> {
  await host.sees(GUEST)
  await guest.sees(CHAIR)
  for (const person of [host, guest]) {
    await person.hears()
    await expect(person.button('Được mã hóa đầu cuối')).toBeVisible()
  }
}

async function write(from: Person, to: Person, text: string): Promise<void> {
  for (const person of [from, to]) await person.openPanel('Tin nhắn')
  const box = from.page.getByRole('textbox', { name: 'Viết tin nhắn' })
  await from.type(box, text)
  await box.press('Enter')
  await expect(to.page.getByText(text)).toBeVisible()
}

async function vote(host: Person, guest: Person): Promise<void> {
  const prompt = ({ page }: Person) => page.getByRole('region', { name: QUESTION })
  await openVote(host, QUESTION)
  for (const person of [host, guest]) {
    await prompt(person).getByRole('radio', { name: 'Tán thành', exact: true }).check()
    await prompt(person).getByRole('button', { name: 'Bỏ phiếu' }).click()
  }
  await endVote(host, 'Mọi người có quyền đều đã bỏ phiếu.')
  for (const person of [host, guest]) {
    await expect(prompt(person)).toContainText('2 phiếu (100%)')
    await prompt(person).getByRole('button', { name: 'Đóng kết quả' }).click()
  }
}

async function wholeCall(office: Office, host: Person, guest: Person, other: Person) {
  const faults = [host, guest].map(faultsOf)
  const meeting = await office.meeting()
  await host.enterAsHost(meeting.link)
  await office.letIn(host, guest, meeting, GUEST)
  await meet(host, guest)

  await write(host, guest, 'Chào các anh chị')
  // A last letter with an accent is one that Firefox's driver leaves out.
  await write(guest, host, 'Em nghe rõ rồi')
  await put(host, PDF)
  for (const person of [host, guest]) await painted(person, 1)
  await vote(host, guest)

  await other.page.reload()
  await other.inside()
  await other.button('Bật camera').click()
  await other.button('Bật micrô').click()
  await meet(host, guest)
  await painted(other, 1)
  await host.button('Chia sẻ màn hình').click()
  await guest.picture(guest.screen)
  expect(faults).toEqual([[], []])
}

test('a guest in another browser takes part in everything', async ({ office, other }) => {
  const host = await office.hostPerson()
  const guest = await office.person({ browser: other })
  await wholeCall(office, host, guest, guest)
})

test('a host in another browser leads a meeting', async ({ office, other }) => {
  const host = await office.hostPerson({ browser: other })
  const guest = await office.person()
  await wholeCall(office, host, guest, host)
})
