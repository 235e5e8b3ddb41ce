// Says that the server cannot be reached, when a page is opened and it cannot. Nothing else: no
// page, no file and no answer is ever kept, for an old client is worse than none. What the browser
// fetches by itself (navigation preload) is handed on untouched, so that cookies and redirects are
// as they would be without this; browsers that cannot do so are left alone.
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
