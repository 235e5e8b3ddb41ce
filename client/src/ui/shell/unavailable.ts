const KEY = 'anhop.reloaded'
/** Milliseconds. A part that is missing after a reload as well is not an upgrade's doing. */
const AGAIN = 60_000

/**
 * After an upgrade of the server, parts of the page that this tab has not loaded yet have other
 * names. Loading the page anew gets all of it from one version; a seat in a meeting survives that.
 */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', () => {
    try {
      const last = Number(sessionStorage.getItem(KEY) ?? 0)
      // Goes on over a reload; nothing has been heard of the server's clock yet.
      const now = performance.timeOrigin + performance.now()
      if (now - last < AGAIN) return
      sessionStorage.setItem(KEY, String(now))
    } catch {
      // Without a memory it could go on for ever.
      return
    }
    location.reload()
  })
}

/**
 * From the next visit on, a page that cannot be had says so in words (client/offline). Browsers
 * without it, or where it is forbidden, show their own page as before.
 */
export function watchForOutage(): void {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
  if (!import.meta.env.PROD || !workers) return
  workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
}
