import type { types } from 'mediasoup-client'
import { routerCapabilities } from './ortc.ts'

/**
 * Loads mediasoup-client and probes the browser's capabilities (two throwaway peer connections)
 * while people wait in the lobby, so that both are ready on admission.
 */
export type LoadDevice = (routerRtpCapabilities: unknown) => Promise<types.Device>

type Library = { Device: typeof types.Device; handler: types.HandlerFactory }

let library: Promise<Library> | null = null

/** Safe to call early and often. Rejects if this browser cannot hold a call. */
export function warmDevice(): Promise<Library> {
  library ??= load().catch((error: unknown) => {
    // Retry a chunk that failed to load on the next call.
    library = null
    throw error
  })
  return library
}

export const loadDevice: LoadDevice = async (routerRtpCapabilities) => {
  const { Device, handler } = await warmDevice()
  const device = new Device({ handlerFactory: handler })
  await device.load({ routerRtpCapabilities: routerCapabilities(routerRtpCapabilities) })
  return device
}

async function load(): Promise<Library> {
  const { Device, detectDevice } = await import('mediasoup-client')
  const name = detectDevice()
  if (name === undefined) throw new Error('this browser cannot hold a call')
  const handler = remembering(await factoryOf(name))
  await Promise.all([
    handler.getNativeRtpCapabilities({ direction: 'recvonly' }),
    handler.getNativeRtpCapabilities({ direction: 'sendonly' }),
  ])
  return { Device, handler }
}

async function factoryOf(name: types.BuiltinHandlerName): Promise<types.HandlerFactory> {
  if (name === 'Chrome111')
    return (await import('mediasoup-client/handlers/Chrome111')).Chrome111.createFactory({})
  if (name === 'Firefox120')
    return (await import('mediasoup-client/handlers/Firefox120')).Firefox120.createFactory({})
  if (name === 'Safari12')
    return (await import('mediasoup-client/handlers/Safari12')).Safari12.createFactory({})
  if (name === 'Chrome74')
    return (await import('mediasoup-client/handlers/Chrome74')).Chrome74.createFactory({})
  throw new Error('not a browser')
}

/** Probes the browser once per direction; safe to share, because Device copies the result. */
function remembering(factory: types.HandlerFactory): types.HandlerFactory {
  const known = new Map<string, Promise<types.RtpCapabilities>>()
  return {
    ...factory,
    getNativeRtpCapabilities(options) {
      const capabilities = known.get(options.direction) ?? factory.getNativeRtpCapabilities(options)
      known.set(options.direction, capabilities)
      return capabilities
    },
  }
}
