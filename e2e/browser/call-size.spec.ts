import { measure, partName } from '#setup/size.ts'
import { expect, test } from '../support/browser.ts'

test('a call fetches the scripts that its size is counted by, and no others', async ({
  office,
}) => {
  const counted = new Set((await measure()).call.map(({ name }) => name))
  const { meeting, host, guest } = await office.doorway()
  const fetched = new Set<string>()
  guest.page.context().on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js') && pathname !== '/sw.js') fetched.add(partName(pathname.slice(1)))
  })
  await guest.knock(meeting.link, 'Lê Bình', meeting.password)
  await guest.waits()
  await host.admit('Lê Bình')
  await guest.inside()
  await guest.sees('Trần Chủ Tọa')
  await expect.poll(() => [...fetched].toSorted()).toEqual([...counted].toSorted())
})
