// oxlint-disable typescript/no-unsafe-type-assertion -- this file is the boundary between the two typings
import type { types } from 'mediasoup-client'
import type { TransportOffer } from '#protocol/media.ts'
import type { RawInputOf } from '#protocol/messages.ts'

/**
 * The boundary between the contract and mediasoup-client. ORTC objects from the SFU travel as
 * `unknown` through everything in between and are validated by mediasoup-client; those sent to the
 * SFU are validated by the server.
 */
export function routerCapabilities(value: unknown): types.RtpCapabilities {
  return value as types.RtpCapabilities
}

export function iceParametersOf(value: unknown): types.IceParameters {
  return value as types.IceParameters
}

export function transportOptions(offer: TransportOffer): types.TransportOptions {
  return {
    id: offer.id,
    iceParameters: offer.iceParameters as types.IceParameters,
    iceCandidates: offer.iceCandidates as types.IceCandidate[],
    dtlsParameters: offer.dtlsParameters as types.DtlsParameters,
  }
}

export function receivedParameters(value: unknown): types.RtpParameters {
  return value as types.RtpParameters
}

type Capabilities = NonNullable<RawInputOf<'transport.open'>['rtpCapabilities']>
export function ownCapabilities(value: types.RtpCapabilities): Capabilities {
  return value as Capabilities
}

type Dtls = RawInputOf<'transport.connect'>['dtlsParameters']
export function ownDtls(value: types.DtlsParameters): Dtls {
  return value as Dtls
}

type Sent = RawInputOf<'track.publish'>['rtpParameters']
export function sentParameters(value: types.RtpParameters): Sent {
  return value as Sent
}
