const KEY = 'anhop.reloaded'
/**
 * In milliseconds. A part still missing this soon after a reload is not the result of an upgrade.
 */
const RELOAD_INTERVAL = 60_000

/**
 * Reloads the page when one of its chunks is missing. After a server upgrade, chunks this tab has
 * not loaded yet have new names. A reload gets everything from one version, and a seat in a meeting
 * survives it.
 */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', reloadOnce)
}

let reloading = false
/** Whether the page is leaving to come back, so that nobody need be asked. */
export const isReloading = () => reloading

/** Reloads the page, unless that was just done. */
export function reloadOnce(): void {
  if (justReloaded()) return
  try {
    sessionStorage.setItem(KEY, String(elapsed()))
  } catch {
    return
  }
  reload()
}

/** Reloads the page without the question that a call asks before it is left. */
export function reload(): void {
  reloading = true
  location.reload()
}

/** Whether another reload would not help. Without storage, the page could reload forever. */
export function justReloaded(): boolean {
  try {
    return elapsed() - Number(sessionStorage.getItem(KEY) ?? 0) < RELOAD_INTERVAL
  } catch {
    return true
  }
}

/** Milliseconds, continuing across a reload. The server's clock is not known yet. */
const elapsed = () => performance.timeOrigin + performance.now()

/**
 * Registers the service worker that shows an offline page (client/offline) when the server is
 * unreachable, from the next visit on. Where service workers are missing or forbidden, browsers
 * keep showing their own error page.
 */
export function watchForOutage(): void {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
  if (!import.meta.env.PROD || !workers) return
  workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
}
