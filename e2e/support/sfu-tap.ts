/**
 * Loaded into the server before it starts (`node --import`): a consumer on every producer, as
 * whoever controls the server could add one, that writes each RTP packet which the SFU forwards to
 * the file that SFU_TAP names. The product knows nothing of it.
 */
import { appendFileSync } from 'node:fs'
import { observer, type types } from 'mediasoup'

/** A line of the file. `packet`: a whole RTP packet, in base64. */
export type Tapped = { producer: string; kind: types.MediaKind; packet: string }

const file = process.env['SFU_TAP'] ?? ''

observer.on('newworker', ({ observer: worker }) => worker.on('newrouter', (router) => tap(router)))

function tap(router: types.Router): void {
  let direct: Promise<types.DirectTransport> | null = null
  router.observer.on('newtransport', ({ observer: transport }) =>
    transport.on('newproducer', (producer) => {
      direct ??= router.createDirectTransport()
      void direct.then((to) => listen(to, router, producer))
    }),
  )
}

async function listen(
  to: types.DirectTransport,
  { rtpCapabilities }: types.Router,
  { id, kind }: types.Producer,
): Promise<void> {
  const consumer = await to.consume({ producerId: id, rtpCapabilities })
  consumer.on('rtp', (packet) => {
    const line: Tapped = { producer: id, kind, packet: packet.toString('base64') }
    appendFileSync(file, `${JSON.stringify(line)}\n`)
  })
  if (kind === 'video') await consumer.requestKeyFrame()
}
