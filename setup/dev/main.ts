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
/** Ours alone, and thrown away without asking; a server that people use keeps its own elsewhere. */
const DATA = join(ROOT, 'data', 'dev')
const DEMO = join(DATA, 'demo.json')

async function run({ port, people, anew }: Options): Promise<void> {
  const url = `http://localhost:${port}`
  const known = openData(anew)
  const behind = await freePort()
  const up = Promise.withResolvers<void>()
  const pages = await servePages(port, behind)
  open.push(pages)
  // There to be opened; what it asks of the server waits until that is up.
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
  console.info(told(url, demo, people).join('\n'))
  answerEnter(() => console.info(`Code of ${demo.operator.username}: ${operatorCode(demo)}`))
}

/** @throws NotHere, FolderInUse */
function openData(anew: boolean): Demo | null {
  mkdirSync(DATA, { recursive: true, mode: 0o700 })
  // Nothing is taken from under another one that runs.
  const unlock = lockFolder(DATA)
  try {
    const known = anew ? null : knownDemo(DEMO)
    // Half of a demo has an operator whose password nobody knows.
    if (known === null) rmSync(DATA, { recursive: true })
    return known
  } finally {
    unlock()
  }
}

function told(url: string, { operator, host, meeting }: Demo, people: number | null): string[] {
  const gallery = `${url}/dev/gallery.html`
  return [
    '',
    `  Meeting   ${url}/m/${meeting.id}`,
    `            password ${meeting.password}`,
    `  Host      ${host.username}, password ${host.password}`,
    `  Operator  ${operator.username}, password ${operator.password}`,
    `            code ${operatorCode({ operator, host, meeting })}, good for a minute, once; Enter gives the next`,
    `            (for an authenticator app: ${operator.totp})`,
    `  Gallery   ${gallery}`,
    ...(people === null
      ? []
      : [
          `  Made up   ${gallery}?people=${people} (a room with ${people} people)`,
          `            ${gallery}?people=${people}&host (the same for its host)`,
        ]),
    '',
    `All of it lies in ${relative(ROOT, DATA)}; "npm run dev -- --new" begins anew.`,
    '',
  ]
}

function answerEnter(work: () => void): void {
  if (!process.stdin.isTTY) return
  process.stdin.on('data', work)
}

/** What runs besides this process, and must not outlive it. */
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
