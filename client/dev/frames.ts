import { attachReceiver, attachSender, canSeal } from '#client/src/frames/attach.ts'
import { connectionSettings } from '#client/src/frames/attach.ts'
import { FrameWorker } from '#client/src/frames/frame-worker.ts'
import type { PipeEvent } from '#client/src/frames/messages.ts'
import type { FrameKind } from '#client/src/frames/payload.ts'
import { layeredAnswer, layeredOffer } from './layers-sdp.ts'

/**
 * Two members of a group in one page who send each other a known picture and a known tone, driven by
 * a test. The picture's left half is red and its right half blue, and a black bar moves through it.
 */
const GROUP = Uint8Array.of(7)
const SOURCES = { audio: 0, video: 1 }
const SENDER = 0
const LAYERS = ['r0', 'r1', 'r2']
const SIZE = { width: 960, height: 540 }
const TONE_HZ = 440
const baseOf = (secret: number) => new Uint8Array(32).fill(secret)

type Wish = {
  kind: FrameKind
  /** Three simulcast layers instead of one. */
  layered?: boolean
  /** The fake microphone instead of the tone, for a browser that plays nothing without a device. */
  microphone?: boolean
  /** Receivers play what arrives as it is. */
  bare?: boolean
}

const failed = () => {
  throw new Error('the worker failed')
}
let sending: FrameWorker
let receiving: FrameWorker
let microphone: MediaStreamTrack | undefined
const receivers: RTCRtpReceiver[] = []
const senders: RTCRtpSender[] = []
const events: PipeEvent[] = []

function draw(): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), SIZE)
  const context = canvas.getContext('2d')
  let at = 0
  setInterval(() => {
    at = (at + 16) % SIZE.width
    for (const [n, color] of ['#f00', '#00f'].entries()) {
      if (!context) return
      context.fillStyle = color
      context.fillRect((n * SIZE.width) / 2, 0, SIZE.width / 2, SIZE.height)
    }
    context?.clearRect(at, 0, 8, SIZE.height)
  }, 100)
  const [track] = canvas.captureStream().getVideoTracks()
  if (!track) throw new Error('no picture')
  return track
}

function sing(): MediaStreamTrack {
  const context = new AudioContext()
  const out = context.createMediaStreamDestination()
  const tone = new OscillatorNode(context, { frequency: TONE_HZ })
  tone.connect(out)
  tone.start()
  const [track] = out.stream.getAudioTracks()
  if (!track) throw new Error('no sound')
  return track
}

function trackOf({ kind, microphone: spoken = false }: Wish): MediaStreamTrack {
  if (kind === 'video') return draw()
  return spoken && microphone ? microphone : sing()
}

function send(pc: RTCPeerConnection, wish: Wish) {
  const { kind, layered = false } = wish
  const sendEncodings = LAYERS.map((rid, n) => ({ rid, scaleResolutionDownBy: 2 ** (2 - n) }))
  const transceiver = pc.addTransceiver(trackOf(wish), {
    direction: 'sendonly',
    ...(layered ? { sendEncodings } : {}),
  })
  senders.push(transceiver.sender)
  const source = SOURCES[kind]
  const { ready } = attachSender(sending, transceiver.sender, { kind, source }, (event) =>
    events.push(event),
  )
  const wanted = kind === 'audio' ? 'audio/opus' : 'video/VP8'
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
  // Old browsers prefer VP8 anyway, and some take no codec from another direction.
  try {
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === wanted))
  } catch {}
  return ready
}

function receive(receiver: RTCRtpReceiver, { kind, bare = false }: Wish) {
  receivers.push(receiver)
  play(receiver.track)
  if (bare) return Promise.resolve()
  const arriving = attachReceiver(receiving, receiver, kind, (event) => events.push(event))
  arriving.expect({ leaf: SENDER, source: SOURCES[kind], since: 0 })
  return arriving.ready
}

/** Browsers decode only what is played. */
function play(track: MediaStreamTrack): void {
  const element = document.createElement(track.kind === 'audio' ? 'audio' : 'video')
  element.srcObject = new MediaStream([track])
  element.muted = track.kind === 'video'
  document.body.append(element)
  element.play().catch(() => {})
}

function introduce(one: RTCPeerConnection, other: RTCPeerConnection): void {
  one.addEventListener('icecandidate', ({ candidate }) => {
    // Every track is bundled with the first, whatever it is called on the other side.
    if (candidate)
      void other.addIceCandidate({ candidate: candidate.candidate, sdpMLineIndex: 0 }).catch(failed)
  })
}

async function connect(wish: Wish): Promise<void> {
  const sender = new RTCPeerConnection(connectionSettings())
  const receiver = new RTCPeerConnection(wish.bare === true ? {} : connectionSettings())
  const ready = send(sender, wish)
  const offer = await sender.createOffer()
  await sender.setLocalDescription(offer)
  const sdp = offer.sdp ?? ''
  await receiver.setRemoteDescription({
    type: 'offer',
    sdp: wish.layered === true ? layeredOffer(sdp, LAYERS) : sdp,
  })
  const all = receiver.getTransceivers().map((one) => receive(one.receiver, wish))
  const answer = await receiver.createAnswer()
  await Promise.all([ready, ...all])
  await receiver.setLocalDescription(answer)
  introduce(sender, receiver)
  introduce(receiver, sender)
  const answered = answer.sdp ?? ''
  await sender.setRemoteDescription({
    type: 'answer',
    sdp: wish.layered === true ? layeredAnswer(answered, sdp, LAYERS) : answered,
  })
}

type Figures = { received: number; decoded: number; keys: number; width: number; energy: number }

async function figuresOf(receiver: RTCRtpReceiver): Promise<Figures> {
  const report = await receiver.getStats()
  const inbound: Record<string, number> =
    [...report.values()].find(({ type }) => type === 'inbound-rtp') ?? {}
  const of = (name: string) => inbound[name] ?? 0
  return {
    received: of('packetsReceived'),
    decoded: of('framesDecoded'),
    keys: of('keyFramesDecoded'),
    width: of('frameWidth'),
    energy: of('totalAudioEnergy'),
  }
}

/** Red, green and blue of the left and the right half of each picture. */
function colors(): number[][] {
  return [...document.querySelectorAll('video')].map((video) => {
    const context = new OffscreenCanvas(4, 1).getContext('2d')
    context?.drawImage(video, 0, 0, 4, 1)
    const data = context?.getImageData(0, 0, 4, 1).data ?? []
    return [...data.slice(0, 3), ...data.slice(12, 15)]
  })
}

const sum = (part: Float32Array) => part.reduce((total, one) => total + one, 0)
const nextPicture = () =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve)
  })

/** How much of the sound is the tone that was sent: 0 to 1. */
async function tone(): Promise<number> {
  const [receiver] = receivers
  if (!receiver) return 0
  const context = new AudioContext()
  await context.resume()
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
  new MediaStreamAudioSourceNode(context, {
    mediaStream: new MediaStream([receiver.track]),
  }).connect(analyser)
  const levels = new Float32Array(analyser.frequencyBinCount)
  // Until the sound that is looked at is all new.
  while (context.currentTime < 2 * (analyser.fftSize / context.sampleRate)) await nextPicture()
  analyser.getFloatFrequencyData(levels)
  const power = levels.map((decibels) => 10 ** (decibels / 10))
  const at = Math.round((TONE_HZ * analyser.fftSize) / context.sampleRate)
  await context.close()
  return sum(power.subarray(at - 4, at + 5)) / sum(power) || 0
}

export type SealedPage = typeof sealed
const sealed = {
  canSeal,
  async open(): Promise<void> {
    // Without an open device browsers hide the addresses at which they can be reached.
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    ;[microphone] = stream.getAudioTracks()
    sending = new FrameWorker(failed)
    receiving = new FrameWorker(failed)
    await Promise.all([sending.started, receiving.started])
    sending.join({ group: GROUP, leaf: SENDER })
    receiving.join({ group: GROUP, leaf: SENDER + 1 })
  },
  connect,
  /** An epoch of the sender, of the receiver, or of both, in this order. */
  begin(who: readonly ('sender' | 'receiver')[], number: number, secret: number): void {
    const epoch = { number, base: baseOf(secret), how: 'remove' as const }
    for (const one of who) (one === 'sender' ? sending : receiving).begin(epoch)
  },
  /** The sender's worker is gone. */
  kill(): void {
    sending.close()
  },
  /** Pictures that senders made, whatever became of them. */
  async encoded(): Promise<number> {
    const reports = await Promise.all(senders.map((sender) => sender.getStats()))
    const all = reports.flatMap((report): Record<string, number>[] => [...report.values()])
    return all.reduce((sum, { framesEncoded = 0 }) => sum + framesEncoded, 0)
  },
  figures: () => Promise.all(receivers.map(figuresOf)),
  events: () => events,
  colors,
  tone,
}
declare global {
  interface Window {
    sealed: SealedPage
  }
}
window.sealed = sealed
