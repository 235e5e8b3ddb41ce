// oxlint-disable typescript/no-unsafe-type-assertion -- the one place where this is the point
import type { types } from 'mediasoup-client'
import type { TransportOffer } from '#protocol/media.ts'
import type { RawInputOf } from '#protocol/messages.ts'

/**
 * The border between the contract and mediasoup-client. What the SFU writes for the browser is
 * carried unread (`unknown`) by everything in between and read by mediasoup-client, which checks
 * it; what goes the other way is checked by the server. Both describe the same ORTC objects.
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
