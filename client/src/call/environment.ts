import { warmDevice } from '../media/device.ts'
import { MediaSession } from '../media/session.ts'
import type { SessionOptions } from '../media/session.ts'
import { Connection } from '../signaling/socket.ts'
import type { ConnectionHandlers } from '../signaling/socket.ts'
import { BROWSER_DEVICES } from './prepare.ts'
import type { DeviceEnvironment } from './prepare.ts'
import type { Publisher } from './slot.ts'

/** What the engine stands on; tests put fakes beneath it. */
export type CallEnvironment = {
  connect(meeting: string, handlers: ConnectionHandlers): SignalingConnection
  openSession(options: SessionOptions): Session
  devices: DeviceEnvironment
  /** Fetches the media library while people wait. */
  warm(): Promise<unknown>
  onNetworkChange(listener: (kind: 'online' | 'changed') => void): () => void
  /** The height of the window in device pixels. */
  pixels(): number
}
export type SignalingConnection = Pick<Connection, 'start' | 'stop' | 'nudge' | 'renew' | 'ask'>
export type Session = Pick<MediaSession, 'sync' | 'show' | 'stats' | 'restartIce' | 'close'> & {
  sender: Publisher & Pick<MediaSession['sender'], 'setThin'>
}

export const BROWSER: CallEnvironment = {
  connect: (meeting, handlers) => new Connection({ meeting, handlers }),
  openSession: (options) => new MediaSession(options),
  devices: BROWSER_DEVICES,
  warm: warmDevice,
  onNetworkChange,
  pixels: () => innerHeight * devicePixelRatio,
}

declare global {
  interface Navigator {
    /** Phones tell which network they are on (NetworkInformation API); desktops do not. */
    readonly connection?: EventTarget & { readonly type?: string }
  }
}

/**
 * Tells when the network came back, or became another one. `change` also fires on every new
 * estimate of the speed, which is not a reason to do anything: only another type of network is.
 */
function onNetworkChange(listener: (kind: 'online' | 'changed') => void): () => void {
  const { connection } = navigator
  let type = connection?.type
  const online = () => listener('online')
  const changed = () => {
    if (connection?.type === type) return
    type = connection?.type
    listener('changed')
  }
  addEventListener('online', online)
  connection?.addEventListener('change', changed)
  return () => {
    removeEventListener('online', online)
    connection?.removeEventListener('change', changed)
  }
}
