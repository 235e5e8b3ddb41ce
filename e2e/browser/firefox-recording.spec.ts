import { expect, makesKey, mark, morePieces, plays, records, test } from '../support/recorded.ts'

/** Firefox-only properties of HTMLMediaElement. */
type Film = HTMLVideoElement & { mozHasAudio: boolean }

test('[REC5] Firefox can record, and plays its own recording', async ({ recorded }) => {
  const { office, server } = recorded
  const host = await office.hostPerson()
  const secret = await makesKey(office.server.url, host)
  const meeting = await office.meeting()
  await host.enterAsHost(meeting.link)
  await records(host, [])
  const begun = Date.now()
  await morePieces(server, 3)
  await host.button('Dừng ghi').click()
  await expect(mark(host)).toHaveCount(0)
  const length = (Date.now() - begun) / 1000
  await expect(host.page.getByText(/^Đang gửi nốt bản ghi/)).toHaveCount(0)

  const library = await host.context.newPage()
  const video = await plays(library, office.server.url, secret)
  // Firefox's driver does not support downloads, so the recording is checked during playback.
  await expect.poll(() => video.evaluate((element) => (element as Film).ended)).toBe(true)
  const film = await video.evaluate((element) => {
    const { duration, videoWidth, mozHasAudio } = element as Film
    const { totalVideoFrames: frames } = (element as Film).getVideoPlaybackQuality()
    return { duration, videoWidth, frames, sound: mozHasAudio }
  })
  console.info('recorded by Firefox', { length, ...film })
  expect(film).toMatchObject({ videoWidth: 1280, sound: true })
  expect(film.duration).toBeGreaterThan(length - 2)
  expect(film.frames).toBeGreaterThan(length / 4)
})
