import { mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { FolderInUse, lockFolder } from '#server/store/lock.ts'
import { knownDemo, makeDemo, operatorCode, renewDemo } from './demo.ts'
import type { Demo } from './demo.ts'
import { NotHere, readOptions } from './options.ts'
import type { Options } from './options.ts'
import { servePages } from './pages.ts'
import { freePort, runServer } from './server.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** Used only for development and deleted without asking; real servers keep their data elsewhere. */
const DATA = join(ROOT, 'data', 'dev')
const DEMO = join(DATA, 'demo.json')

async function run({ port, people, anew }: Options): Promise<void> {
  const url = `http://localhost:${port}`
  const known = openData(anew)
  const behind = await freePort()
  const up = Promise.withResolvers<void>()
  const pages = await servePages(port, behind)
  open.push(pages)
  // Pages can be opened at once; their requests wait until the server is up.
  console.info(`An Họp for development: ${url}`)
  const server = runServer(
    { url, port: behind, data: DATA },
    {
      down: () => pages.serverDown(),
      up: () => void pages.serverUp().then(up.resolve, (error: unknown) => console.error(error)),
    },
  )
  open.push(server)
  await up.promise
  const demo =
    known === null
      ? await makeDemo(url, await server.setupToken, DEMO)
      : await renewDemo(url, known, DEMO)
  console.info(summary(url, demo, people).join('\n'))
  onEnter(() => console.info(`Code for ${demo.operator.username}: ${operatorCode(demo)}`))
}

/** @throws NotHere, FolderInUse */
function openData(anew: boolean): Demo | null {
  mkdirSync(DATA, { recursive: true, mode: 0o700 })
  // Do not delete the data of another running instance.
  const unlock = lockFolder(DATA)
  try {
    const known = anew ? null : knownDemo(DEMO)
    // An incomplete demo has an operator with an unknown password.
    if (known === null) rmSync(DATA, { recursive: true })
    return known
  } finally {
    unlock()
  }
}

function summary(url: string, { operator, host, meeting }: Demo, people: number | null): string[] {
  const gallery = `${url}/dev/gallery.html`
  return [
    '',
    `  Meeting   ${url}/m/${meeting.id}`,
    `            password ${meeting.password}`,
    `  Host      ${host.username}, password ${host.password}`,
    `  Operator  ${operator.username}, password ${operator.password}`,
    `            code ${operatorCode({ operator, host, meeting })}, valid once, for a minute; press Enter for the next`,
    `            (for an authenticator app: ${operator.totp})`,
    `  Gallery   ${gallery}`,
    ...(people === null
      ? []
      : [
          `  Simulated ${gallery}?people=${people} (a room with ${people} people)`,
          `            ${gallery}?people=${people}&host (the same, as its host)`,
        ]),
    '',
    `All data is in ${relative(ROOT, DATA)}; "npm run dev -- --new" starts over.`,
    '',
  ]
}

function onEnter(work: () => void): void {
  if (!process.stdin.isTTY) return
  process.stdin.on('data', work)
}

/** Everything running besides this process, to be closed with it. */
const open: { close(): Promise<void> }[] = []
let stopping = false

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.allSettled(open.map((one) => one.close()))
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stop(0))
try {
  await run(readOptions(process.argv.slice(2), process.env))
} catch (error) {
  if (!stopping)
    console.error(error instanceof NotHere || error instanceof FolderInUse ? error.message : error)
  await stop(1)
}
