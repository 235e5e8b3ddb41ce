// Serves the offline page when the server is unreachable on navigation. Nothing is ever cached,
// neither pages, files nor API responses, because a stale client is worse than none. Navigation
// preload is passed on untouched, so that cookies and redirects work as they would without this
// worker; browsers that lack it are left alone.
const PAGE = 'OFFLINE_PAGE'
const POLICY = 'OFFLINE_POLICY'
const { navigationPreload } = self.registration

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => {
  if (navigationPreload) event.waitUntil(navigationPreload.enable())
})
self.addEventListener('fetch', (event) => {
  const { mode, method } = event.request
  if (navigationPreload && mode === 'navigate' && method === 'GET') event.respondWith(open(event))
})

async function open(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return new Response(PAGE, {
      status: 503,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    })
  }
}
