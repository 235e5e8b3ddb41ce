import {
  agrees,
  expect,
  makesKey,
  mark,
  measured,
  pieces,
  probed,
  question,
  saved,
  spacing,
  test,
} from '../support/recorded.ts'

test('[REC2] [REC5] three people are asked, recorded, and one of them plays it back', async ({
  recorded: { office, server },
}) => {
  const host = await office.hostPerson()
  const secret = await makesKey(office.server.url, host)
  const meeting = await office.meeting()
  await host.enterAsHost(meeting.link)
  const binh = await office.admitted(host, meeting, 'Lê Bình')
  await host.sees('Lê Bình')

  await host.openPanel('Điều hành')
  await host.button('Ghi lại cuộc họp').click()
  await host.screenshot('recording-ask')
  await host.button('Hỏi mọi người').click()
  await expect(question(binh)).toBeVisible()
  await binh.screenshot('recording-consent')
  await expect(host.page.getByText('Chưa trả lời: Lê Bình.')).toBeVisible()
  await expect(mark(host)).toHaveCount(0)
  await agrees(binh)
  await host.button('Bắt đầu ghi').click()
  for (const person of [host, binh]) await expect(mark(person)).toContainText('Đang ghi')
  await host.screenshot('recording-running')

  // A latecomer is asked before there is anything to see or hear.
  const chi = await office.admitted(host, meeting, 'Phạm Chi')
  await expect(mark(chi)).toBeVisible()
  await expect(question(chi)).toBeVisible()
  expect(await chi.packets('video')).toBe(0)
  expect(await chi.packets('audio')).toBe(0)
  await chi.screenshot('recording-late')
  await agrees(chi)
  await chi.sees('Trần Chủ Tọa')
  await chi.hears()
  await chi.button('Bật camera').click()
  await host.sees('Phạm Chi')

  // The mark stays above the hall display and above a dialog.
  await (await binh.tool('Thiết bị')).click()
  // Its code may only be on its way: then Escape would come too early.
  await expect(binh.page.getByRole('dialog')).toBeVisible()
  await expect(mark(binh)).toBeVisible()
  const top = await mark(binh).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    element.parentElement?.style.setProperty('pointer-events', 'auto')
    const found = document.elementFromPoint(x + width / 2, y + height / 2)
    element.parentElement?.style.removeProperty('pointer-events')
    return element.contains(found)
  })
  expect(top).toBe(true)
  await binh.page.keyboard.press('Escape')
  await expect(binh.page.getByRole('dialog')).toHaveCount(0)

  const before = pieces(server)
  await expect.poll(() => pieces(server)).toBeGreaterThan(before + 3)
  await binh.button('Rút lại đồng ý').click()
  await binh.page.getByRole('alertdialog').getByRole('button', { name: 'Rút lại đồng ý' }).click()
  for (const person of [host, binh, chi]) await expect(mark(person)).toHaveCount(0)
  await expect(
    host.page.getByText('Một người đã rút lại đồng ý. Đã dừng ghi.').first(),
  ).toBeVisible()

  const library = await host.context.newPage()
  await library.goto(`${office.server.url}/recordings`)
  const card = library.getByRole('listitem', { name: 'Giao ban tuần' })
  await card.getByRole('button', { name: 'Xem', exact: true }).click()
  await library.getByLabel('Nhập khóa bí mật').fill('AGE-SECRET-KEY-1WRONG')
  const dialog = library.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Xem', exact: true }).click()
  await expect(library.getByText('Khóa này không mở được bản ghi.')).toBeVisible()
  await library.getByLabel('Nhập khóa bí mật').fill(secret)
  await dialog.getByRole('button', { name: 'Xem', exact: true }).click()
  const video = library.locator('video')
  await expect(video).toBeVisible()
  await video.evaluate((element: HTMLVideoElement) => element.play())
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(1)
  // It has a length and an index, so it is seekable.
  const seconds = await video.evaluate((element: HTMLVideoElement) => element.duration)
  expect(seconds).toBeGreaterThan(6)
  expect(seconds).toBeLessThan(600)
  await library.screenshot({ path: 'e2e/results/shots/recording-player.png' })

  const file = await saved(library)
  const { streams, format } = probed(file)
  const codecs = streams.map(({ codec_name: name }) => name)
  expect(codecs.toSorted()).toEqual(['opus', 'vp8'])
  const picture = streams.find(({ codec_name: name }) => name === 'vp8')
  expect([picture?.width, picture?.height]).toEqual([1280, 720])
  const length = Number(format.duration)
  expect(length).toBeGreaterThan(6)
  // Frames until the end, however few a busy machine draws.
  expect(spacing(file, 'v').last).toBeGreaterThan(length - 8)
  const { loudness, frozen } = measured(file)
  // It contains the browsers' own beeps, and video never freezes.
  expect(loudness).toBeGreaterThan(-60)
  expect(frozen).toBe(0)
})
