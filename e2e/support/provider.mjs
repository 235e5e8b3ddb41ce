// A real OpenID Connect provider in its own process, on loopback. Plain JavaScript, because the
// package has no types. Reads its settings from PROVIDER (JSON); prints its issuer when it is
// listening.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const { port, clientId, clientSecret, redirectUri, afterLogout, people } = JSON.parse(
  process.env.PROVIDER ?? '{}',
)
const issuer = `http://127.0.0.1:${port}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [afterLogout],
    },
  ],
  cookies: { keys: [randomBytes(32).toString('hex')] },
  claims: {
    openid: ['sub', 'amr'],
    profile: ['name', 'preferred_username', 'email'],
    roles: ['roles'],
  },
  scopes: ['openid', 'profile', 'roles'],
  // Put claims into the ID token, the only place the server reads them from.
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  // The office's own system: no consent screen.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    })
    grant.addOIDCScope('openid profile roles')
    await grant.save()
    return grant
  },
})

const FORM = `<!doctype html><title>Provider</title><form method="post">
<label>Login <input name="login"></label><button name="act" value="in">Sign in</button>
<button name="act" value="no">Cancel</button></form>`

const serve = provider.callback()
createServer(async (request, response) => {
  if (!request.url?.startsWith('/interaction/')) return serve(request, response)
  if (request.method !== 'POST') {
    return response.writeHead(200, { 'content-type': 'text/html' }).end(FORM)
  }
  const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
  const login = body.get('login') ?? ''
  const result =
    body.get('act') === 'in' && Object.hasOwn(people, login)
      ? { login: { accountId: login, amr: people[login].factors ?? ['pwd'] } }
      : { error: 'access_denied' }
  return provider.interactionFinished(request, response, result)
}).listen(port, '127.0.0.1', () => console.log(`listens ${issuer}`))
