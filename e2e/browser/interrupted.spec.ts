import type { Person } from '../support/browser.ts'
import { expect, test } from '../support/browser.ts'
import { sound } from '../support/look.ts'

type Phone = { tracks: MediaStreamTrack[]; locks: number }

/** Keeps what a phone would interrupt, and counts how often the page asked to stay lit. */
function bePhone(): void {
  const phone: Phone = { tracks: [], locks: 0 }
  Object.assign(globalThis, { phone })
  const devices = navigator.mediaDevices
  const original = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (wishes) => {
    const stream = await original(wishes)
    phone.tracks.push(...stream.getTracks())
    return stream
  }
  Object.defineProperty(navigator, 'wakeLock', {
    value: {
      request: async () => {
        phone.locks += 1
        return { release: async () => undefined }
      },
    },
  })
}

/** What Safari does with a page's tracks when a phone call comes, and when it ends. */
const interrupt = ({ page }: Person, muted: boolean) =>
  page.evaluate((now) => {
    for (const track of (globalThis as unknown as { phone: Phone }).phone.tracks) {
      Object.defineProperty(track, 'muted', { configurable: true, value: now })
      track.dispatchEvent(new Event(now ? 'mute' : 'unmute'))
    }
  }, muted)

const locks = ({ page }: Person) =>
  page.evaluate(() => (globalThis as unknown as { phone: Phone }).phone.locks)

test('a phone call during the meeting: others are told, the button tells the truth, and sound comes back', async ({
  office,
}) => {
  test.slow()
  const { meeting, host } = await office.doorway()
  const guest = await office.person({ width: 360, height: 640 })
  await guest.context.addInitScript(bePhone)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  await host.hears()
  await interrupt(guest, true)
  await expect(guest.page.getByText('Điện thoại đang tạm giữ micrô hoặc camera')).toBeVisible()
  await expect(guest.button('Bật micrô')).toBeVisible()
  await host.silent('audio')
  await sound(guest.page, 'interrupted-360')
  await interrupt(guest, false)
  await expect(guest.button('Tắt micrô')).toBeVisible()
  await host.hears()

  await interrupt(guest, true)
  // The phone gives nothing back by itself: one tap asks anew.
  await guest.button('Bật lại micrô').click()
  await expect(guest.button('Tắt micrô')).toBeVisible()
  await host.hears()
})

test('the screen stays on during a meeting, also after the page was hidden', async ({ office }) => {
  const meeting = await office.meeting()
  const host = await office.hostPerson()
  await host.context.addInitScript(bePhone)
  await host.page.goto(meeting.link)
  expect(await locks(host)).toBe(0)
  await host.enterAsHost(meeting.link)
  await expect.poll(() => locks(host)).toBe(1)
  await host.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect.poll(() => locks(host)).toBe(2)
})

/** Plays an audio element only if it was played inside a click once, as Safari does. */
function beStrict(): void {
  let clicking = false
  for (const type of ['pointerup', 'keyup']) {
    const click = () => {
      clicking = true
      setTimeout(() => (clicking = false))
    }
    addEventListener(type, click, true)
  }
  const allowed = new WeakSet<HTMLMediaElement>()
  const { play } = HTMLMediaElement.prototype // oxlint-disable-line typescript/unbound-method
  HTMLAudioElement.prototype.play = async function (this: HTMLAudioElement) {
    if (clicking) allowed.add(this)
    if (!allowed.has(this)) throw new DOMException('not in a click', 'NotAllowedError')
    await play.call(this)
  }
}

const voices = ({ page }: Person) =>
  page.evaluate(() => {
    const playing = [...document.querySelectorAll('audio')].filter(({ srcObject }) => srcObject)
    return playing.map(({ paused }) => (paused ? 'waits' : 'plays'))
  })

test('where sound needs a tap, one is enough, also for those who come later', async ({
  office,
}) => {
  test.slow()
  const { meeting, host } = await office.doorway()
  const guest = await office.person({ width: 360, height: 640 })
  await guest.context.addInitScript(beStrict)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  const bar = guest.page.getByRole('alert').filter({ hasText: 'chặn âm thanh' })
  await expect(bar).toBeVisible()
  expect(await voices(guest)).toEqual(['waits'])
  await guest.button('Bật âm thanh').click()
  await expect(bar).toBeHidden()
  await guest.hears()
  await office.letIn(host, await office.person(), meeting, 'Trần Chi')
  await expect.poll(() => voices(guest)).toEqual(['plays', 'plays'])
  await expect(bar).toBeHidden()
})
