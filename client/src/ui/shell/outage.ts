/**
 * From the next visit on, a page that cannot be had says so in words (client/offline). Browsers
 * without it, or where it is forbidden, show their own page as before.
 */
export function watchForOutage(): void {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
  if (!import.meta.env.PROD || !workers) return
  workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
}
