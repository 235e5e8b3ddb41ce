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
export function onNetworkChange(listener: (kind: 'online' | 'changed') => void): () => void {
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
