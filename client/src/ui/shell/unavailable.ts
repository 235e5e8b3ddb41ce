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
  addEventListener('vite:preloadError', () => {
    try {
      const last = Number(sessionStorage.getItem(KEY) ?? 0)
      // Continues across a reload. The server's clock is not known yet.
      const now = performance.timeOrigin + performance.now()
      if (now - last < RELOAD_INTERVAL) return
      sessionStorage.setItem(KEY, String(now))
    } catch {
      // Without storage, this could reload forever.
      return
    }
    location.reload()
  })
}

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
