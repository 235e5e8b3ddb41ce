// Proves that a worker binary works: a WebRTC endpoint on loopback connects to it with ICE and
// DTLS, sends an RTP stream, and gets it back. Starting the worker is not enough, because a wrong
// OpenSSL or libsrtp only shows once media flows.
//
//   MEDIASOUP_WORKER_BIN=/path node sfu/worker/prove.ts
//
// Exit code 0: proven. Otherwise, one sentence on stderr.
import { createWorker } from 'mediasoup'
import type { types } from 'mediasoup'
import * as datachannel from 'node-datachannel'
import { answerTo, dtlsOf, rtpPacket } from './sdp.ts'

/** Normally takes about a second; leaves room for much slower, busy machines. */
const LIMIT_MS = 60_000
const SSRC = 20_202_020
const PAYLOAD_TYPE = 111
const OPUS = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 } as const

class Unproven extends Error {}

/** Extracts the cause of death from mediasoup's "[pid:1, code:null, signal:SIGSEGV]". */
function endOf(error: Error): string {
  const signal = /signal:(SIG\w+)/.exec(error.message)?.[1]
  return signal ? `by ${signal}` : error.message
}

/** Settles like `work`, unless the worker dies or time runs out first. */
async function bounded(worker: types.Worker, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const died = new Promise<never>((_, reject) => {
    worker.once('died', (error) => {
      reject(new Unproven(`the worker was ended during the handshake ${endOf(error)}`))
    })
  })
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Unproven(`no media came back within ${LIMIT_MS / 1000} seconds`))
    }, LIMIT_MS)
  })
  try {
    await Promise.race([work, died, late])
  } finally {
    clearTimeout(timer)
  }
}

function offerOf(peer: datachannel.PeerConnection): Promise<string> {
  return new Promise((resolve) => {
    peer.onGatheringStateChange((state) => {
      const description = peer.localDescription()
      if (state === 'complete' && description) resolve(description.sdp)
    })
    peer.setLocalDescription()
  })
}

/** Sends RTP until the worker echoes it. */
function echoed(track: datachannel.Track): Promise<void> {
  return new Promise((resolve) => {
    let sequence = 1
    const timer = setInterval(() => {
      if (!track.isOpen()) return
      track.sendMessageBinary(rtpPacket({ payloadType: PAYLOAD_TYPE, ssrc: SSRC, sequence }))
      sequence += 1
    }, 20)
    track.onMessage((message) => {
      // Only RTP counts; RTCP reports arrive here too (RFC 5761, types 192 to 223).
      const type = message[1] ?? 0
      if (type >= 192 && type <= 223) return
      clearInterval(timer)
      resolve()
    })
  })
}

async function handshake(worker: types.Worker, peer: datachannel.PeerConnection): Promise<void> {
  const router = await worker.createRouter({
    mediaCodecs: [{ kind: 'audio', ...OPUS, preferredPayloadType: PAYLOAD_TYPE }],
  })
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  })
  const rtpParameters = {
    codecs: [{ ...OPUS, payloadType: PAYLOAD_TYPE }],
    encodings: [{ ssrc: SSRC }],
    rtcp: { cname: 'proof' },
  }
  const producer = await transport.produce({ kind: 'audio', rtpParameters })
  const consumer = await transport.consume({
    producerId: producer.id,
    rtpCapabilities: router.rtpCapabilities,
  })

  const audio = new datachannel.Audio('0', 'SendRecv')
  audio.addOpusCodec(PAYLOAD_TYPE)
  audio.addSSRC(SSRC, 'proof')
  const track = peer.addTrack(audio)
  const offer = await offerOf(peer)
  await transport.connect({ dtlsParameters: dtlsOf(offer) })

  const returned = echoed(track)
  peer.setRemoteDescription(
    answerTo({
      ice: transport.iceParameters,
      candidates: transport.iceCandidates,
      dtls: transport.dtlsParameters,
      payloadType: PAYLOAD_TYPE,
      ssrc: consumer.rtpParameters.encodings?.[0]?.ssrc ?? 0,
    }),
    'answer',
  )
  await returned
  if (transport.dtlsState !== 'connected') {
    throw new Unproven(`DTLS is in state "${transport.dtlsState}"`)
  }
}

async function main(): Promise<void> {
  const worker = await createWorker({ logLevel: 'error' }).catch((error: Error) => {
    throw new Unproven(`the worker does not start (${endOf(error)})`)
  })
  const peer = new datachannel.PeerConnection('proof', {
    iceServers: [],
    bindAddress: '127.0.0.1',
  })
  try {
    await bounded(worker, handshake(worker, peer))
  } finally {
    peer.close()
    worker.close()
    datachannel.cleanup()
  }
}

try {
  await main()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
