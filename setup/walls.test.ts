import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { describe, it } from 'node:test'

/**
 * The allowed imports of docs/ARCHITECTURE.md. A folder may import itself, the folders and packages
 * listed here, and with `type:` only types. The longest matching folder applies. Tests and their
 * helpers (`testing*`, `fixtures.ts`) may import anything.
 */
const WALLS: Record<string, { folders: string[]; packages: string[] }> = {
  protocol: { folders: [], packages: ['zod'] },
  'server/policy': {
    folders: ['protocol'],
    packages: ['@zxcvbn-ts/', 'rrule-temporal', 'temporal-polyfill'],
  },
  'server/meeting': { folders: ['server/policy', 'protocol'], packages: [] },
  'server/store': {
    folders: [
      'type:server/meeting',
      'type:server/policy/window.ts',
      'protocol',
      'server/auth/tokens.ts',
      'server/auth/address.ts',
    ],
    packages: ['kysely', 'pg', 'zod'],
  },
  'server/auth': {
    folders: ['server/store', 'server/policy', 'protocol'],
    packages: ['argon2', 'openid-client', 'otpauth', '@simplewebauthn/server'],
  },
  'server/files/evidence': { folders: ['server/store/audit.ts'], packages: ['zod'] },
  // Content and sending of mails; the routes decide to whom and when.
  'server/mail': {
    folders: [
      'server/auth/address.ts',
      'protocol/mail-address.ts',
      'protocol/accent.ts',
      'type:protocol/office.ts',
    ],
    packages: ['nodemailer'],
  },
  // Calendar files: their content and format.
  'server/files/calendar': {
    folders: ['server/policy', 'protocol', 'type:server/store'],
    packages: ['temporal-polyfill'],
  },
  // Content of documents: what is accepted, and how it is stored.
  'server/files/documents': {
    folders: [
      'server/auth/seal.ts',
      'server/auth/tokens.ts',
      'type:server/meeting',
      'protocol',
      'type:server/store',
    ],
    packages: [],
  },
  // The office's emblem, name and help desk.
  'server/files/office': {
    folders: [
      'server/files/documents/emblem.ts',
      'server/store/audit.ts',
      'protocol',
      'type:server/store',
    ],
    packages: [],
  },
  'server/http': {
    folders: [
      'server/files/office',
      'type:server/files/documents',
      'server/mail/message.ts',
      'server/files/calendar',
      'type:server/mail',
      'server/files/evidence',
      'server/auth',
      'type:server/meeting',
      'server/policy',
      'protocol',
      'server/store',
      'type:server/config/config.ts',
      'type:server/files/recordings',
      'server/app/log.ts',
    ],
    packages: ['fastify', '@fastify/', 'zod'],
  },
  // Content of recordings, which the server cannot decrypt.
  'server/files/recordings': {
    folders: ['server/auth/mutex.ts', 'protocol', 'server/store/audit.ts', 'type:server/store'],
    packages: [],
  },
  'server/signaling': {
    folders: [
      'server/meeting',
      'server/policy',
      'server/auth/mutex.ts',
      'server/auth/tokens.ts',
      'protocol',
      'sfu/types.ts',
    ],
    packages: ['socket.io', 'zod'],
  },
  // A cluster of servers: who owns which room, and requests between nodes.
  'server/cluster': {
    folders: [
      'server/store',
      'server/auth/address.ts',
      'server/auth/tokens.ts',
      'protocol',
      'type:server/meeting',
      'type:server/config/config.ts',
      'server/app/periodic.ts',
    ],
    packages: ['socket.io', 'zod', '@redis/client', '@socket.io/redis-streams-adapter'],
  },
  // A TURN client, for the server's own probes and for the lab.
  'server/signaling/turn': { folders: ['type:protocol'], packages: [] },
  'server/app/metrics': {
    folders: ['type:sfu/types.ts', 'type:protocol'],
    packages: ['prom-client'],
  },
  'server/files/backup': {
    folders: ['server/store', 'server/auth', 'server/policy'],
    packages: ['kysely', 'zod'],
  },
  // Commands for an operator at the machine: may import everything, and nothing imports them.
  'server/cli': {
    folders: ['protocol', 'server', 'sfu'],
    packages: ['type:kysely', 'age-encryption'],
  },
  server: {
    folders: ['protocol', 'server', 'sfu'],
    packages: ['fastify', 'zod', 'age-encryption'],
  },
  sfu: { folders: [], packages: ['mediasoup', 'node-datachannel'] },
  // Media on other machines: the port over the network, and no media of its own.
  'sfu/nodes': {
    folders: ['sfu/types.ts', 'type:sfu/relay.ts'],
    packages: ['socket.io', 'socket.io-client', 'type:mediasoup'],
  },
  'sfu/main.ts': {
    folders: ['sfu', 'server/config/config.ts', 'server/app/log.ts'],
    packages: ['socket.io'],
  },
  'sfu/healthcheck.ts': { folders: ['sfu/nodes', 'server/config/config.ts'], packages: [] },
  'client/src/signaling': {
    folders: ['type:protocol', 'protocol/contract.ts'],
    packages: ['socket.io-client'],
  },
  // What seals frames knows neither calls nor keys' owners: WebCrypto only.
  'client/src/frames': { folders: [], packages: [] },
  // End-to-end keys: no I/O, no clock, no pages.
  // MLS by a library that is not to be left alone: nothing above sees it.
  'client/src/mls/wrap': {
    folders: ['client/src/mls/bytes.ts', 'client/src/mls/p256.ts'],
    packages: ['ts-mls', '@hpke/core', '@noble/hashes'],
  },
  'client/src/mls': {
    // Word lists, which import nothing.
    folders: ['server/policy/words'],
    packages: ['@noble/curves'],
  },
  // One visit's end-to-end keys, between signaling and the group: no pages, no socket of its own.
  'client/src/keys': {
    folders: [
      'client/src/mls',
      'type:client/src/frames',
      'type:client/src/signaling',
      'type:protocol',
      'protocol/clean.ts',
      'protocol/limits.ts',
      'protocol/mls-limits.ts',
      'protocol/reactions.ts',
      'protocol/roles.ts',
    ],
    packages: [],
  },
  // Keys that this browser keeps, and the end of the tab's link. Light: the join page has it.
  'client/src/secrets': {
    folders: ['client/src/mls', 'protocol/calendar-lines.ts'],
    packages: [],
  },
  'client/src/media': {
    // Requests, and the delay before reconnecting.
    folders: ['type:protocol', 'type:client/src/signaling', 'client/src/signaling/reconnect.ts'],
    packages: [
      'mediasoup-client',
      '@mediapipe/',
      '@sapphi-red/web-noise-suppressor',
      // Generated by client/build.
      'virtual:person-model',
    ],
  },
  'client/src/call': {
    folders: [
      'client/src/signaling',
      'client/src/media',
      // It joins them with end-to-end keys, which know nothing of either.
      'client/src/keys',
      'client/src/mls',
      'client/src/frames',
      'client/src/secrets',
      'client/src/http/keys.ts',
      'client/src/clock.ts',
      'type:protocol',
    ],
    packages: [],
  },
  // The recorder in a host's browser, and the player of its recordings.
  'client/src/recorder': {
    folders: [
      'type:client/src/call',
      'client/src/http',
      'client/src/clock.ts',
      'client/src/media/awake.ts',
      'type:protocol',
    ],
    packages: ['age-encryption', 'mediabunny'],
  },
  'client/src/i18n': {
    folders: ['type:client/src/call', 'type:protocol'],
    packages: ['react'],
  },
  'client/src/http': {
    folders: ['client/src/clock.ts', 'type:protocol', 'protocol/errors.ts', 'protocol/time.ts'],
    packages: ['type:zod'],
  },
  // Buttons, fields and dialogs do not depend on any page.
  'client/src/ui/widgets': {
    folders: ['type:client/src/http', 'client/src/i18n', 'type:protocol'],
    packages: ['react', 'react-aria-components', '@internationalized/date'],
  },
  'client/src/ui': {
    folders: [
      'client/src/call',
      'client/src/clock.ts',
      'client/src/http',
      'client/src/i18n',
      'client/src/recorder',
      'client/src/secrets',
      'type:protocol',
      // These import no runtime code.
      'protocol/limits.ts',
      'protocol/errors.ts',
      'protocol/accent.ts',
      'protocol/help-address.ts',
      'protocol/help-link.ts',
      'protocol/mail-address.ts',
      'protocol/marks.ts',
      'protocol/reactions.ts',
      'protocol/roles.ts',
    ],
    packages: [
      'pdfjs-dist',
      'core-js/',
      'virtual:pdf-files',
      'react',
      'react-dom',
      'react-aria-components',
      '@fontsource/',
      '@simplewebauthn/browser',
      'uqr',
    ],
  },
  'client/src': { folders: ['client/src/ui', 'client/src/i18n'], packages: ['react', 'react-dom'] },
  e2e: {
    // Texts, so that tests can look them up in either language.
    folders: [
      'type:protocol',
      'protocol',
      'server/signaling/turn',
      // The services of docker-compose.yml, to run them without docker.
      'deploy/testing.ts',
      'client/src/i18n',
      'sfu/testing',
      // End-to-end keys, to measure, and as the other side of a browser.
      'client/src/mls',
      'client/src/frames',
      'client/src/call/key-visit.ts',
      'type:client/src/keys/types.ts',
      'type:client/src/signaling/socket.ts',
      // The client's reconnect delay, and files left on disk after a kill.
      'client/src/signaling/reconnect.ts',
      'server/store/store.ts',
      'server/store/testing/postgres.ts',
      'type:sfu/types.ts',
      // What a call's size is counted by.
      'setup/size.ts',
      // Hand-written documents.
      'server/files/documents/testing.ts',
    ],
    packages: [
      '@playwright/',
      '@axe-core/',
      'socket.io-client',
      'node-datachannel',
      'smtp-server',
      'mailparser',
      'ical.js',
      'otpauth',
      'vite',
      // A listener within the SFU.
      'mediasoup',
      // The format of recording chunks, to create and open them.
      'age-encryption',
    ],
  },
}

const FOLDERS = Object.keys(WALLS).sort((a, b) => b.length - a.length)
const FREE = /(\.test\.tsx?|\/testing[^/]*(\.ts|\/.*)|\/fixtures\.ts)$/
const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm
const DYNAMIC = /\bimport\('([^']+)'\)/g

type Import = { from: string; typeOnly: boolean }

function importsOf(source: string): Import[] {
  return [
    ...[...source.matchAll(IMPORT)].map(([, type, from = '']) => ({
      from,
      typeOnly: type !== undefined,
    })),
    ...[...source.matchAll(DYNAMIC)].map(([, from = '']) => ({ from, typeOnly: false })),
  ]
}

const topOf = (path: string) => path.slice(0, path.indexOf('/'))
const targetOf = (file: string, from: string) =>
  (from.startsWith('#') ? from.slice(1) : normalize(join(dirname(file), from))).replace(/\?.*$/, '')
const targetsOf = (file: string) =>
  importsOf(readFileSync(file, 'utf8'))
    .filter(({ from }) => /^[.#]/.test(from))
    .map(({ from }) => targetOf(file, from))

/** Finds each cycle once, by depth-first search from every file not yet visited. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]) => {
    const at = path.indexOf(file)
    if (at !== -1) circles.push([...path.slice(at), file].join(' → '))
    if (at !== -1 || done.has(file)) return
    for (const target of graph.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return circles
}

const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)

function allowed(file: string, { from, typeOnly }: Import): boolean {
  const home = FOLDERS.find((folder) => within(file, folder))
  const wall = home === undefined ? undefined : WALLS[home]
  if (home === undefined || wall === undefined) return false
  if (from.startsWith('.') || from.startsWith('#')) {
    const target = targetOf(file, from)
    // Across top-level folders by name, never by a relative path.
    if (from.startsWith('.') && topOf(target) !== topOf(file)) return false
    if (within(target, home) || /\.(css|svg|woff2)$/.test(target)) return true
    return wall.folders.some((folder) =>
      folder.startsWith('type:')
        ? typeOnly && within(target, folder.slice('type:'.length))
        : within(target, folder),
    )
  }
  if (from.startsWith('node:')) {
    return !file.startsWith('client/') && !within(file, 'protocol') && isBuiltin(from)
  }
  if (typeOnly && wall.packages.includes(`type:${from}`)) return true
  return wall.packages.some((name) => from === name || from.startsWith(name.replace(/\/?$/, '/')))
}

const isBuiltin = (name: string) =>
  builtinModules.includes(name.slice('node:'.length)) ||
  name === 'node:sqlite' ||
  name === 'node:test'

describe('import walls', () => {
  const files = globSync([
    'protocol/*.ts',
    'server/**/*.ts',
    'sfu/{,nodes/}*.ts',
    'client/src/**/*.{ts,tsx}',
    'e2e/**/*.ts',
  ])
  const checked = files.filter((file) => !FREE.test(file))

  it('finds the code', () => assert.ok(checked.length > 80, String(checked.length)))

  it('holds', () => {
    const broken = checked.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((one) => !allowed(file, one))
        .map((one) => `${file} → ${one.typeOnly ? 'type ' : ''}${one.from}`),
    )
    assert.deepEqual(broken, [])
  })

  it('lets the wrapper alone import the MLS library', () => {
    const importing = checked.filter((file) =>
      importsOf(readFileSync(file, 'utf8')).some(({ from }) => /^ts-mls(\/|$)/.test(from)),
    )
    const outside = importing.filter((file) => !file.startsWith('client/src/mls/wrap/'))
    assert.ok(importing.length > 0)
    assert.deepEqual(outside, [])
  })

  it('would notice an import in the wrong direction', () => {
    const wrong: [string, string][] = [
      ['server/policy/admit.ts', "import { x } from '../meeting/room.ts'"],
      ['server/meeting/room.ts', "import { x } from '../store/store.ts'"],
      ['client/src/ui/app.tsx', "import { Mode } from '#protocol/model.ts'"],
      ['client/src/media/device.ts', "import { x } from '../ui/app.tsx'"],
      ['sfu/room.ts', "import { x } from '#server/app/log.ts'"],
      ['protocol/ids.ts', "import { x } from 'node:crypto'"],
      ['server/meeting/room.ts', "const x = await import('fastify')"],
    ]
    for (const [file, line] of wrong) {
      const found = importsOf(line)
      assert.equal(found.length, 1, line)
      assert.ok(!found.every((one) => allowed(file, one)), `${file}: ${line}`)
    }
  })

  it('allows no import cycles, including types', () => {
    const graph = new Map(files.map((file) => [file, targetsOf(file)]))
    assert.deepEqual(circlesOf(graph), [])
  })

  it('would notice a cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b', 'd']],
      ['d', []],
    ])
    assert.deepEqual(circlesOf(graph), ['b → c → b'])
  })
})
