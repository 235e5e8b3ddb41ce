import { expect, makesKey, morePieces, plays, probed, recording, saved, stops, test } from '../support/recorded.ts' // prettier-ignore
import { Visitor } from '../support/visitor.ts'
import type { Recorded } from '../support/recorded.ts'
import type { AuditPage } from '#protocol/audit.ts'
import type { RecordingSummary } from '#protocol/recording.ts'

const PASSWORD = 'ghe-thuyen-len-nui-2044-xa'

/** A person with an account, in a browser of their own. */
async function colleague({ office }: Recorded, username: string, name: string) {
  const made = await office.host.post<{ link: string }>('/api/accounts', {
    username,
    name,
    role: 'host',
  })
  const visitor = new Visitor(office.server)
  await visitor.post('/api/activate', { token: made.link.split('#')[1], password: PASSWORD })
  const person = await office.person()
  await person.context.addCookies(
    [...visitor.cookies].map(([cookie, value]) => ({
      name: cookie,
      value,
      url: office.server.url,
      httpOnly: true,
      sameSite: 'Strict' as const,
    })),
  )
  return { visitor, person, name }
}

const listed = async (who: Visitor) =>
  (await who.send('GET', '/api/recordings')).body as RecordingSummary[]

test('[REC7] a named reader can play it with their own key, another account gets nothing', async ({
  recorded,
}) => {
  test.slow()
  const { office, server } = recorded
  const { url } = office.server
  const reader = await colleague(recorded, 'docgia', 'Vũ Độc Giả')
  const other = await colleague(recorded, 'nguoikhac', 'Đỗ Người Khác')
  const readerSecret = await makesKey(url, reader.person)
  const otherSecret = await makesKey(url, other.person)
  const { host, secret } = await recording(recorded)
  await morePieces(server, 3)
  await stops(host)

  const [summary] = await listed(office.host)
  const piece = `/api/recordings/${summary?.id}/chunks/0`
  for (const { visitor, person } of [reader, other]) {
    await person.page.goto(`${url}/recordings`)
    await expect(person.page.getByText('Chưa có bản ghi nào.')).toBeVisible()
    expect((await visitor.send('GET', piece)).status).toBe(404)
  }

  // Named by the host, who unlocks the recording's key for that.
  const library = await host.context.newPage()
  await library.goto(`${url}/recordings`)
  await library.getByRole('button', { name: 'Cho phép người khác xem' }).click()
  const dialog = library.getByRole('alertdialog')
  const submit = dialog.getByRole('button', { name: 'Cho phép xem', exact: true })
  await dialog.getByLabel('Nhập khóa bí mật').fill(secret)
  await submit.click()
  await expect(dialog.getByRole('alert'), 'nobody is named by default').toBeVisible()
  await dialog.getByLabel('Người được xem').selectOption({ label: reader.name })
  await dialog.getByLabel('Nhập khóa bí mật').fill(readerSecret)
  await submit.click()
  await expect(dialog.getByText('Khóa này không mở được bản ghi.')).toBeVisible()
  expect(await listed(reader.visitor)).toEqual([])
  await dialog.getByLabel('Nhập khóa bí mật').fill(secret)
  await library.screenshot({ path: 'e2e/results/shots/recording-share.png' })
  await submit.click()
  await expect(library.getByText(`Được xem: ${reader.name}`)).toBeVisible()
  await library.screenshot({ path: 'e2e/results/shots/recording-library.png' })

  const video = await plays(reader.person.page, url, readerSecret)
  expect(await video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(1280)
  await reader.person.screenshot('recording-reader')
  const { streams } = probed(await saved(reader.person.page))
  for (const stream of streams) expect(Number(stream.nb_read_frames)).toBeGreaterThan(10)
  await reader.person.page.keyboard.press('Escape')
  // A reader can neither share nor delete it.
  await expect(reader.person.button('Cho phép người khác xem')).toHaveCount(0)
  await expect(reader.person.button('Xóa')).toHaveCount(0)

  // Nothing for anyone else: on screen, over HTTP, or with the reader's row and their own key.
  await other.person.page.goto(`${url}/recordings`)
  await expect(other.person.page.getByText('Chưa có bản ghi nào.')).toBeVisible()
  expect(await listed(other.visitor)).toEqual([])
  expect((await other.visitor.send('GET', piece)).status).toBe(404)
  expect((await new Visitor(office.server).send('GET', piece)).status).toBe(401)
  const ofReader = await reader.visitor.send('GET', '/api/recordings')
  await other.person.page.route('**/api/recordings', (route) =>
    route.fulfill({ json: ofReader.body }),
  )
  await other.person.page.reload()
  await other.person.button('Xem').click()
  const forged = other.person.page.getByRole('alertdialog')
  await forged.getByLabel('Nhập khóa bí mật').fill(otherSecret)
  await forged.getByRole('button', { name: 'Xem', exact: true }).click()
  await expect(forged.getByText('Khóa này không mở được bản ghi.')).toBeVisible()

  // The log has the naming and each access, and nothing about the person who got nothing.
  const { entries } = (await office.host.send('GET', '/api/audit')).body as AuditPage
  const names = (action: string) =>
    entries
      .filter((entry) => entry.action === action)
      .map(({ by }) => ('name' in by ? by.name : by.kind))
  expect(names('recording.shared')).toEqual(['Trần Chủ Tọa'])
  expect(names('recording.opened')).toEqual([reader.name])
  const audit = await host.context.newPage()
  await audit.goto(`${url}/audit`)
  await expect(audit.getByText('Mở bản ghi').first()).toBeVisible()
})
