import { warmDevice } from '../media/device.ts'
import { MediaSession } from '../media/session.ts'
import type { SessionOptions } from '../media/session.ts'
import { Connection } from '../signaling/socket.ts'
import type { ConnectionHandlers } from '../signaling/socket.ts'
import { LoadedKeys } from './keys.ts'
import type { CallKeys, KeysOptions } from './keys.ts'
import { isMetered } from './metered.ts'
import type { LineKind } from './metered.ts'
import { BROWSER_DEVICES } from './prepare.ts'
import type { DeviceEnvironment } from './prepare.ts'
import type { Publisher } from './slot.ts'

/** The engine's dependencies; tests replace them with fakes. */
export type CallEnvironment = {
  connect(meeting: string, handlers: ConnectionHandlers): SignalingConnection
  openSession(options: SessionOptions): Session
  openKeys(options: KeysOptions): CallKeys
  devices: DeviceEnvironment
  /** Fetches the media library while the person waits in the lobby. */
  warm(): Promise<unknown>
  onNetworkChange(listener: (kind: NetworkChange) => void): () => void
  /** Whether the browser calls the line a metered one. */
  metered(): boolean
  /** The window's height in device pixels. */
  pixels(): number
}
export type NetworkChange = 'online' | 'offline' | 'changed'
export type SignalingConnection = Pick<Connection, 'start' | 'stop' | 'nudge' | 'renew' | 'ask'>
export type Session = Pick<MediaSession, 'sync' | 'show' | 'stats' | 'restartIce' | 'close'> & {
  sender: Publisher & Pick<MediaSession['sender'], 'setThin'>
}

export const BROWSER: CallEnvironment = {
  connect: (meeting, handlers) => new Connection({ meeting, handlers }),
  openSession: (options) => new MediaSession(options),
  openKeys: (options) => new LoadedKeys(options),
  devices: BROWSER_DEVICES,
  warm: warmDevice,
  onNetworkChange,
  metered: () => isMetered(navigator.connection),
  pixels: () => innerHeight * devicePixelRatio,
}

declare global {
  interface Navigator {
    /** Phones report their kind of network (NetworkInformation API); desktops do not. */
    readonly connection?: EventTarget & LineKind
  }
}

/**
 * Calls back when the network is gone, is back or has changed to another type. `change` also fires on every
 * new speed estimate, so only a different `type` counts.
 */
function onNetworkChange(listener: (kind: NetworkChange) => void): () => void {
  const { connection } = navigator
  let type = connection?.type
  const online = () => listener('online')
  const offline = () => listener('offline')
  const changed = () => {
    if (connection?.type === type) return
    type = connection?.type
    listener('changed')
  }
  addEventListener('online', online)
  addEventListener('offline', offline)
  connection?.addEventListener('change', changed)
  return () => {
    removeEventListener('online', online)
    removeEventListener('offline', offline)
    connection?.removeEventListener('change', changed)
  }
}
