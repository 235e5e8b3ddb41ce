/** Helpers for browser specs of background blur and noise suppression. */
import type { Locator, Page } from '@playwright/test'
import { expect } from './browser.ts'
import type { Office, Person } from './browser.ts'

/** Init script: records every device the page opens, so that a test can see which are released. */
export function keepDevices(): void {
  const opened: MediaStreamTrack[] = []
  Object.assign(globalThis, { opened })
  const devices = navigator.mediaDevices
  const original = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    const stream = await original(constraints)
    opened.push(...stream.getTracks())
    return stream
  }
}

/** Number of devices of a kind that the page holds open. */
export const held = (page: Page, kind: 'audio' | 'video'): Promise<number> =>
  page.evaluate((wanted) => {
    const { opened } = globalThis as unknown as { opened: MediaStreamTrack[] }
    return opened.filter((track) => track.kind === wanted && track.readyState === 'live').length
  }, kind)

/** Part of a picture, as fractions of its width and height. */
export type Region = { x: number; y: number; width: number; height: number }
const WHOLE: Region = { x: 0, y: 0, width: 1, height: 1 }

/** Edge strength of a picture: the mean square of the differences between neighboring pixels. */
export const edges = (video: Locator, region = WHOLE): Promise<number> =>
  video.evaluate((element, part) => {
    const media = element as HTMLVideoElement
    const [width, height] = [160, 90]
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (!context) return 0
    const [w, h] = [media.videoWidth, media.videoHeight]
    const from = [part.x * w, part.y * h, part.width * w, part.height * h] as const
    context.drawImage(media, ...from, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    let sum = 0
    for (let i = 4; i < data.length; i += 4) {
      if ((i / 4) % width === 0) continue
      const step = (data[i + 1] ?? 0) - (data[i - 3] ?? 0)
      sum += step * step
    }
    return sum / (width * height)
  }, region)

/**
 * Init script: a camera that shows a drawn person in front of sharp stripes. Its frames are already
 * as small as blur would request; a canvas cannot be resized through constraints, and a busy
 * machine without a GPU would otherwise end blur for being too slow.
 */
export function drawnPerson(): void {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  // Coordinates below are for twice the size.
  context?.scale(0.5, 0.5)
  const devices = navigator.mediaDevices
  const original = devices.getUserMedia.bind(devices)
  const oval = (x: number, y: number, rx: number, ry: number, colors: [string, string]) => {
    if (!context) return
    const shade = context.createRadialGradient(x - rx / 3, y - ry / 3, 1, x, y, Math.max(rx, ry))
    shade.addColorStop(0, colors[0])
    shade.addColorStop(1, colors[1])
    context.fillStyle = shade
    context.beginPath()
    context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI)
    context.fill()
  }
  const draw = () => {
    if (!context) return
    context.fillStyle = '#d8d4c8'
    context.fillRect(0, 0, 1280, 720)
    context.fillStyle = '#5a6a72'
    for (let x = 0; x < 1280; x += 32) context.fillRect(x, 0, 16, 720)
    oval(640, 760, 330, 270, ['#34405e', '#161d30'])
    context.fillStyle = '#c8906e'
    context.fillRect(585, 430, 110, 110)
    oval(640, 250, 150, 185, ['#2a1c14', '#120b07'])
    oval(640, 310, 122, 165, ['#f0c4a2', '#b9805c'])
    for (const x of [590, 690]) {
      oval(x, 285, 22, 11, ['#ffffff', '#dddddd'])
      oval(x, 285, 9, 9, ['#3a2415', '#000000'])
      context.fillRect(x - 28, 258, 56, 7)
    }
    oval(640, 335, 14, 28, ['#e3ab88', '#b57c5a'])
    oval(640, 398, 44, 12, ['#b4564e', '#8a3a36'])
    // A patterned shirt, so that the foreground has edges too.
    context.fillStyle = '#e8e8f4'
    for (let x = 520; x < 770; x += 20) context.fillRect(x, 580, 10, 140)
  }
  draw()
  // A canvas that is not repainted sends no frames.
  setInterval(draw, 100)
  devices.getUserMedia = async (constraints) => {
    const stream = await original(constraints)
    for (const track of stream.getVideoTracks()) {
      const { deviceId, groupId } = track.getSettings()
      track.stop()
      stream.removeTrack(track)
      const [drawn] = canvas.captureStream(10).getVideoTracks()
      if (!drawn) continue
      // Report the real camera's ids: a canvas would be a new device each time.
      const settings = drawn.getSettings.bind(drawn)
      drawn.getSettings = () => ({ ...settings(), deviceId, groupId })
      stream.addTrack(drawn)
    }
    return stream
  }
}

/** Behavior of a fake blur that replaces the worker; the test decides how fast the machine is. */
export type FakeBlur = {
  /** Measured cost, in milliseconds per frame. */
  ms: number
  /** Event after the first frame, as if detected while running. */
  end: 'behind' | 'failed' | null
}

/**
 * Init script: replaces the worker with a blur that passes the camera's frames through, so that a
 * test can tell that nothing, not even they, is sent after it has ended.
 */
export function fakeBlur({ ms, end }: FakeBlur): void {
  type Message = { type: string; readable: ReadableStream; writable: WritableStream }
  // No private members: the helpers they compile to do not exist in the page.
  class FakeWorker extends EventTarget {
    terminate(): void {}
    postMessage({ type, readable, writable }: Message): void {
      const tell = (data: unknown) => this.dispatchEvent(new MessageEvent('message', { data }))
      if (type === 'measure') {
        queueMicrotask(() => tell({ type: 'measured', cost: { ms, core: (ms * 15) / 1000 } }))
        return
      }
      if (end) Object.assign(globalThis, { breakBlur: () => tell({ type: end }) })
      let first = true
      const through = new TransformStream({
        transform(frame, out) {
          out.enqueue(frame)
          if (first) tell({ type: 'running' })
          first = false
        },
      })
      void readable.pipeThrough(through).pipeTo(writable)
    }
  }
  const Original = globalThis.Worker
  // The call has workers of its own.
  const Choosing = function choose(url: URL, options: WorkerOptions) {
    return String(url).includes('blur') ? new FakeWorker() : new Original(url, options)
  }
  Object.assign(globalThis, { Worker: Choosing })
}

/** Triggers the `end` event given to `fakeBlur`. */
export const breakBlur = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { breakBlur: () => void }).breakBlur())

/**
 * Init script: a synthetic microphone with either a fan or a voice in front of it. `say` switches
 * between them.
 */
export function loudRoom(): void {
  const devices = navigator.mediaDevices
  const original = devices.getUserMedia.bind(devices)
  let room: { fan: GainNode; voice: GainNode; out: MediaStreamAudioDestinationNode } | undefined
  let what = 'fan'
  const tune = () => {
    if (!room) return
    room.fan.gain.value = what === 'fan' ? 0.2 : 0
    room.voice.gain.value = what === 'voice' ? 0.3 : 0
  }
  Object.assign(globalThis, {
    say: (next: string) => {
      what = next
      tune()
    },
  })
  // Runs in the page, which cannot access anything outside this function.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const build = () => {
    const context = new AudioContext({ sampleRate: 48_000 })
    const out = context.createMediaStreamDestination()
    const [fan, voice] = [context.createGain(), context.createGain()]
    const buffer = context.createBuffer(1, 96_000, 48_000)
    const samples = buffer.getChannelData(0)
    // A fan rumbles: low frequencies are louder than high ones.
    let rumble = 0
    for (let i = 0; i < samples.length; i += 1) {
      rumble = 0.98 * rumble + 0.2 * (Math.random() * 2 - 1)
      samples[i] = rumble
    }
    const hum = new AudioBufferSourceNode(context, { buffer, loop: true })
    hum.connect(fan).connect(out)
    hum.start()
    // A buzz with the overtones of speech, a melody, and four syllables a second.
    const glottis = new OscillatorNode(context, { type: 'sawtooth', frequency: 120 })
    const melody = new OscillatorNode(context, { frequency: 0.7 })
    const syllables = new OscillatorNode(context, { frequency: 4 })
    const breath = new GainNode(context, { gain: 0.6 })
    melody.connect(new GainNode(context, { gain: 20 })).connect(glottis.frequency)
    syllables.connect(new GainNode(context, { gain: 0.4 })).connect(breath.gain)
    glottis
      .connect(breath)
      .connect(new BiquadFilterNode(context, { frequency: 2500 }))
      .connect(voice)
    voice.connect(out)
    for (const node of [glottis, syllables, melody]) node.start()
    void context.resume()
    return { fan, voice, out }
  }
  devices.getUserMedia = async (constraints) => {
    const stream = await original(constraints)
    for (const track of stream.getAudioTracks()) {
      room ??= build()
      tune()
      track.stop()
      stream.removeTrack(track)
      const [made] = room.out.stream.getAudioTracks()
      if (made) stream.addTrack(made.clone())
    }
    return stream
  }
}

/** Switches what the microphone of `loudRoom` picks up. */
export const say = (page: Page, what: 'fan' | 'voice'): Promise<void> =>
  page.evaluate((next) => {
    const { say: turn } = globalThis as unknown as { say: (what: string) => void }
    turn(next)
  }, what)

/** Loudness this person received in the last second (W3C webrtc-stats, totalAudioEnergy). */
async function loudness(person: Person): Promise<number> {
  const before = await person.sound()
  await person.page.waitForTimeout(1000)
  const after = await person.sound()
  const seconds = after.seconds - before.seconds
  return seconds > 0 ? Math.sqrt((after.energy - before.energy) / seconds) : 0
}

/** Waits until two consecutive seconds are about equally loud, and returns that loudness. */
export async function steadyLoudness(person: Person): Promise<number> {
  let last = await loudness(person)
  await expect(async () => {
    const before = last
    last = await loudness(person)
    expect(Math.abs(last - before)).toBeLessThan(0.2 * Math.max(last, before) + 0.001)
  }).toPass()
  return last
}

/** Host and guest in a meeting, with the guest's page prepared before it was opened. */
export async function preparedPair(office: Office, prepare: (guest: Person) => Promise<void>) {
  const { meeting, host, guest } = await office.doorway()
  await prepare(guest)
  await office.letIn(host, guest, meeting, 'Lê Bình')
  return { host, guest }
}

/** Ticks the option; if the machine was measured as too weak, confirms anyway. */
export async function turnOn(page: Page, name: string): Promise<void> {
  const box = page.getByRole('checkbox', { name })
  await box.click()
  // Ticked at once; what the trial found comes later.
  await expect(page.getByText(/^Đang kiểm tra khả năng/)).toHaveCount(0)
  const insist = page.getByRole('button', { name: /^Vẫn / })
  await expect(box.and(page.locator(':checked')).or(insist)).toBeVisible()
  if (await insist.isVisible()) await insist.click()
  await expect(box).toBeChecked()
}

/** Expects that the page contacted no host other than the server. */
export function staysHome(person: Person, origin: string): void {
  const host = new URL(origin).host
  const foreign = person.requests.filter((url) => !/^(data|blob):/.test(url))
  expect(foreign.filter((url) => new URL(url).host !== host)).toEqual([])
}
