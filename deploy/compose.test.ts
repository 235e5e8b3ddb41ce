import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { NODE_SETTINGS, SETTINGS, readConfig, readNodeConfig } from '#server/config/config.ts'
import { compose, composeText as text, environmentOf as composed, mediaNode } from './testing.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const services = Object.entries(compose.services)
const dockerfile = read('deploy/Dockerfile')
const example = read('deploy/env.example')
const toServer = read('deploy/edge/to-server.caddy')
const toNodes = read('deploy/edge/to-nodes.caddy')
const front = read('deploy/front/haproxy.cfg')
/** The address that connected to port 443. */
const SET_BY_FRONT = '{http.request.header.X-Forwarded-For}'

const environmentOf = (name: string) =>
  composed(name, { ANHOP_ADDRESS: '192.0.2.10', ANHOP_DOMAIN: 'meet.example.vn' })

describe('deploy/media-node.yml', () => {
  const env = {
    ANHOP_ADDRESS: '192.0.2.11',
    ANHOP_MEDIA_NODE: '10.0.0.11:4450',
    ANHOP_MEDIA_SECRET: '8f1d0c7a9b3e5f2460718293a4b5c6d7',
  }

  it('runs a media node on an environment that it accepts', () => {
    const config = readNodeConfig(composed('media', env, mediaNode))
    assert.deepEqual(config.listen, { host: '10.0.0.11', port: 4450 })
    assert.equal(config.media.announcedAddress, '192.0.2.11')
  })

  it('hands every setting of a node on, and takes from it what it does not need', () => {
    const given = Object.keys(composed('media', env, mediaNode))
    const missing = NODE_SETTINGS.filter((key) => !given.includes(key) && !key.endsWith('_FILE'))
    assert.deepEqual(missing, [])
    const { media } = mediaNode.services
    assert.deepEqual([media?.cap_add, media?.volumes], [[], []])
    assert.ok(existsSync(join(ROOT, 'sfu/healthcheck.ts')))
  })
})

describe('docker-compose.yml', () => {
  it('takes from every service what it does not need', () => {
    for (const [name, service] of services) {
      // Ports below 1024: 80 and 443.
      const low = name === 'edge' || name === 'front'
      assert.deepEqual(service.cap_add, low ? ['NET_BIND_SERVICE'] : [], name)
      assert.deepEqual(service.security_opt, low ? [] : ['no-new-privileges:true'], name)
      const oneShot = name === 'secrets'
      assert.equal(service.restart, oneShot ? 'no' : 'unless-stopped', name)
      for (const volume of service.volumes) {
        const [from = ''] = volume.split(':')
        assert.ok(from in compose.volumes || volume === './deploy/tls:/tls:ro', volume)
      }
    }
  })

  it('runs the server on an environment that the server accepts', () => {
    const { ANHOP_TURN_SECRET_FILE, ...env } = environmentOf('server')
    assert.equal(ANHOP_TURN_SECRET_FILE, '/secrets/turn')
    const secret = '8f1d0c7a9b3e5f2460718293a4b5c6d7'
    const config = readConfig({ ...env, ANHOP_TURN_SECRET: secret })
    assert.equal(config.publicUrl, 'https://meet.example.vn')
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.media.announcedAddress, '192.0.2.10')
    // The last is for networks that let out nothing but web pages.
    assert.deepEqual(config.turn?.urls, [
      'turn:meet.example.vn:3478?transport=udp',
      'turn:meet.example.vn:3478?transport=tcp',
      'turns:meet.example.vn:443?transport=tcp',
    ])
  })

  it('hands every setting of the server on, or fixes it', () => {
    // The edge has the certificate; the secret comes in a file; the image says where data is.
    const elsewhere = /^ANHOP_(TLS_CERT|TLS_KEY|TURN_SECRET|DATA|MEDIA_SECRET_FILE)$/
    const given = Object.keys(environmentOf('server'))
    const missing = SETTINGS.filter((key) => !given.includes(key) && !elsewhere.test(key))
    assert.deepEqual(missing, [], 'not in the environment of the server in docker-compose.yml')
  })

  it('asks for nothing that is not explained', () => {
    const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, key = '']) => key))
    const explained = example + read('docs/OPERATIONS.md') + read('docs/CONFIGURATION.md')
    assert.deepEqual(
      [...asked].filter((key) => !explained.includes(key)),
      [],
    )
  })

  it('builds targets that there are, under names that say which', () => {
    const stages = [...dockerfile.matchAll(/^FROM .* AS (\w+)$/gm)]
    const targets = new Set(stages.map(([, name]) => name))
    for (const [name, { image, build }] of services) {
      const target = /^anhop-(\w+):\$\{ANHOP_VERSION:-(.+)\}$/.exec(image)
      assert.ok(targets.has(target?.[1]), name)
      assert.equal(
        target?.[2],
        z.object({ version: z.string() }).parse(JSON.parse(read('package.json'))).version,
      )
      if (build !== undefined) assert.equal(build.target, target?.[1], name)
    }
  })
})

describe('deploy/Dockerfile', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1)

  it('is built from the one base, and copies files that exist', () => {
    const made: string[] = []
    for (const stage of stages) {
      const [, base = '', name = ''] = /^(\S+) AS (\w+)/.exec(stage) ?? assert.fail(stage)
      assert.ok(base === '${BASE}' || made.includes(base), base)
      made.push(name)
      for (const [, source = ''] of stage.matchAll(/^COPY ((?!--)[^\n]+) \S+$/gm)) {
        for (const path of source.split(' ')) assert.ok(existsSync(join(ROOT, path)), path)
      }
    }
  })

  it('lets nothing run as root', () => {
    for (const target of ['server', 'front', 'edge', 'turn', 'prometheus', 'postgres', 'redis']) {
      const stage = stages.find((one) => one.split('\n', 1)[0]?.endsWith(` AS ${target}`))
      assert.match(stage ?? '', /^USER 1000[1-7]:10\d{3}$/m, target)
    }
  })

  it('pins npm by its hash', () => {
    assert.match(dockerfile, /^ARG NPM_INTEGRITY=sha512-[A-Za-z0-9+/]{86}==$/m)
  })

  it('has scripts that the shell can read and run', () => {
    const scripts = globSync('deploy/**/*.sh', { cwd: ROOT })
    assert.ok(scripts.length >= 4)
    for (const script of scripts) {
      execFileSync('sh', ['-n', join(ROOT, script)])
      assert.ok((statSync(join(ROOT, script)).mode & 0o111) !== 0, script)
    }
  })
})

describe('the profile postgres', () => {
  const offered = [...example.matchAll(/^#(ANHOP_DATABASE_\w+)=(.+)$/gm)]
  const env = Object.fromEntries(offered.map(([, key = '', value = '']) => [key, value]))

  it('is found by a server with the lines that are offered', () => {
    const { ANHOP_DATABASE_URL } = env
    const { database } = readConfig({ ANHOP_DATABASE_URL, ANHOP_DATABASE_PASSWORD: 'x' })
    const settings = read('deploy/postgres/postgresql.conf')
    assert.match(settings, new RegExp(`^listen_addresses = '${database?.host}'$`, 'm'))
    assert.match(settings, new RegExp(`^port = ${database?.port}$`, 'm'))
    assert.match(read('deploy/make-secrets.sh'), /^make postgres /m)
    assert.equal(env['ANHOP_DATABASE_PASSWORD_FILE'], '/secrets/postgres')
    const wanted = compose.services['server']?.environment ?? {}
    for (const key of Object.keys(env)) assert.equal(wanted[key], `\${${key}:-}`)
  })

  it('[NET] is open to this machine alone, to one user, by password', () => {
    const rules = read('deploy/postgres/pg_hba.conf').split('\n')
    const lines = rules.filter((line) => line !== '' && !line.startsWith('#'))
    assert.deepEqual(
      lines.map((line) => line.split(/\s+/)),
      [['host', 'anhop', 'anhop', '127.0.0.1/32', 'scram-sha-256']],
    )
  })
})

describe('the profile cluster', () => {
  const offered = [...example.matchAll(/^#(ANHOP_(?:CLUSTER|DATABASE)_\w+)=(.+)$/gm)]
  const env = Object.fromEntries(offered.map(([, key = '', value = '']) => [key, value]))

  it('runs two servers that differ in their ports and data alone', () => {
    const [one, other] = ['server', 'second'].map((name) => compose.services[name])
    const differ = Object.keys(other?.environment ?? {}).filter(
      (key) => one?.environment[key] !== other?.environment[key],
    )
    assert.deepEqual(differ.sort(), [
      'ANHOP_KEYS',
      'ANHOP_MEDIA_PORT',
      'ANHOP_METRICS',
      'ANHOP_NODE',
      'ANHOP_PORT',
    ])
    const [own, keys] = other?.volumes ?? []
    assert.deepEqual([own, keys], ['second:/data', 'data:/keys:ro'])
    assert.deepEqual(other?.profiles, ['cluster'])
  })

  it('has servers that find each other with the lines that are offered, and an edge that finds them', () => {
    const addresses = ['server', 'second'].map((name) => {
      const { ANHOP_TURN_SECRET_FILE, ...rest } = environmentOf(name)
      assert.equal(ANHOP_TURN_SECRET_FILE, '/secrets/turn')
      const { ANHOP_CLUSTER_URL, ANHOP_DATABASE_URL } = env
      const secret = '8f1d0c7a9b3e5f2460718293a4b5c6d7'
      const given = { ANHOP_CLUSTER_URL, ANHOP_DATABASE_URL, ANHOP_TURN_SECRET: secret }
      const config = readConfig({ ...rest, ...given, ANHOP_DATABASE_PASSWORD: 'x' })
      assert.equal(config.cluster?.url, 'redis://127.0.0.1:6379')
      return config.cluster.address
    })
    assert.equal(environmentOf('edge')['ANHOP_NODES'], addresses.join(' '))
    assert.match(example, /^#ANHOP_EDGE=nodes$/m)
    const redis = read('deploy/cluster/redis.conf')
    assert.match(redis, /^bind 127\.0\.0\.1$/m)
    assert.match(redis, /^port 6379$/m)
    assert.equal(env['ANHOP_CLUSTER_PASSWORD_FILE'], '/secrets/redis')
    assert.match(read('deploy/make-secrets.sh'), /^make redis /m)
  })

  it('has media ports that do not overlap, up to a hundred workers each', () => {
    const [one, other] = ['server', 'second'].map((name) => environmentOf(name)['ANHOP_MEDIA_PORT'])
    assert.equal(Number(other) - (Number(one) || 44_400), 100)
  })

  it('asks nothing by a header that a client could have sent', () => {
    // Set before anything is asked by it, whatever there was.
    const [first] = toNodes.match(/^\t(?:request_header|reverse_proxy) .*/m) ?? []
    assert.equal(first, `\trequest_header X-Anhop-Room ${SET_BY_FRONT}`)
    assert.equal(toNodes.match(/header_up -X-Anhop-Room/g)?.length, 2)
  })
})

describe('deploy/front/haproxy.cfg', () => {
  it('[PWD4] says who connects, whatever the client says', () => {
    const pages = front.slice(front.indexOf('backend pages'))
    assert.match(pages, /\n\thttp-request set-header X-Forwarded-For %\[src\]\n/)
    assert.doesNotMatch(front, /forwardfor|accept-proxy|forwarded /)
  })

  it('sends pages to the edge, which listens for nobody else', () => {
    assert.match(front, /\n\tserver edge 127\.0\.0\.1:8082\n/)
    const caddyfile = read('deploy/edge/Caddyfile')
    assert.ok(caddyfile.includes(':8082 {\n\tbind 127.0.0.1\n'))
    assert.ok(caddyfile.includes('https://{$ANHOP_DOMAIN} {\n\tbind 127.0.0.1\n'))
  })

  it('refuses TLS older than 1.2', () => {
    assert.match(front, /ssl-default-bind-options ssl-min-ver TLSv1\.2/)
  })
})

describe('deploy/edge/Caddyfile', () => {
  const caddyfile = read('deploy/edge/Caddyfile')

  it('has a part for every source of certificates that is offered', () => {
    const offered = [...example.matchAll(/^# {3}(\w+) {2,}/gm)].map(([, name = '']) => name)
    assert.deepEqual(offered, ['internal', 'acme', 'files'])
    for (const name of offered) assert.ok(caddyfile.includes(`(tls_${name}) {`), name)
  })

  it('[PWD4] passes on the address that connects, and believes no other', () => {
    const { ANHOP_HOST, ANHOP_PORT } = environmentOf('server')
    assert.ok(toServer.includes(`reverse_proxy ${ANHOP_HOST}:${ANHOP_PORT} {\n`))
    for (const text of [caddyfile, toServer, toNodes]) {
      const headers = [...text.matchAll(/header_up (.*)/g)].map(([, what]) => what)
      const known = ['-X-Anhop-Room', `X-Forwarded-For ${SET_BY_FRONT}`]
      assert.deepEqual(
        headers.filter((what = '') => !known.includes(what)),
        [],
      )
      assert.doesNotMatch(text, /trusted_proxies/)
      assert.equal(
        headers.filter((what) => what === known[1]).length,
        text.match(/^\t*reverse_proxy /gm)?.length ?? 0,
      )
    }
  })

  it('keeps the questions of the machine inside, and its own door shut', () => {
    assert.match(caddyfile, /@inside path \/health\/ready \/metrics\n\trespond @inside 404/)
    assert.match(caddyfile, /\n\tadmin off\n/)
  })

  it('reads no variable that it is not given', () => {
    const all = caddyfile + toServer + toNodes
    const asked = [...all.matchAll(/\{\$(\w+)/g)].map(([, key = '']) => key)
    const given = Object.keys(environmentOf('edge'))
    assert.deepEqual(
      asked.filter((key) => !given.includes(key)),
      [],
    )
  })
})
