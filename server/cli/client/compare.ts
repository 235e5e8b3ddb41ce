import { randomBytes } from 'node:crypto'
import { CLIENT_MANIFEST } from '#protocol/client-manifest.ts'
import type { ClientManifest } from '#protocol/client-manifest.ts'
import { MEETING_PAGES, PAGES } from '#protocol/pages.ts'
import { reason } from '../../app/log.ts'
import { Trouble } from '../command.ts'
import { hashOf, parseManifest } from './manifest.ts'

/** Bytes. The largest file has 12 MB. */
const FILE_MAX = 64_000_000
/** Milliseconds for one file. */
const TIMEOUT = 60_000
const AT_ONCE = 6
const DOCUMENT = '/index.html'

export type Comparison = {
  /** Numbers of files and pages that are as they should be. */
  same: { files: number; pages: number }
  /** Paths of files and pages with another content. */
  differs: string[]
  /** Paths that the server does not have. */
  missing: string[]
  /** Paths in the server's own manifest that are not in ours. */
  extra: string[]
  /** What altered pages load that this client does not have. */
  strangers: string[]
  /** What the server says of itself; null if it says nothing readable. */
  says: Pick<ClientManifest, 'version' | 'contract'> | null
}

/**
 * Fetches every file and page of the client from a server.
 * @throws Trouble if the server cannot be reached or does not end an answer
 */
export async function compare(origin: string, ours: ClientManifest): Promise<Comparison> {
  const found: Comparison = {
    same: { files: 0, pages: 0 },
    differs: [],
    missing: [],
    extra: [],
    strangers: [],
    says: null,
  }
  const wanted = [
    ...Object.entries(ours.files).map(([path, hash]) => ({ path, hash, kind: 'files' as const })),
    ...pagePaths().map((path) => ({ path, hash: ours.files[DOCUMENT], kind: 'pages' as const })),
  ]
  await inLanes(wanted, async ({ path, hash, kind }) => {
    const body = await get(origin, path)
    if (body === null) found.missing.push(path)
    else if (hashOf(body) === hash) found.same[kind] += 1
    else {
      found.differs.push(path)
      if (isDocument(body)) found.strangers.push(...strangersIn(body.toString('utf8'), ours))
    }
  })
  const theirs = await ownManifest(origin)
  found.says = theirs
  found.extra = Object.keys(theirs?.files ?? {}).filter((path) => !Object.hasOwn(ours.files, path))
  for (const list of [found.differs, found.missing, found.extra]) list.sort()
  found.strangers = [...new Set(found.strangers)].sort()
  return found
}

/** Every page, with a meeting that nobody knows beforehand. */
function pagePaths(): string[] {
  const meeting = randomBytes(16).toString('base64url')
  return [...PAGES, ...MEETING_PAGES.map((path) => path.replace(':id', meeting))]
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

/** Null if the server has no such file. Asks as a browser does that opens a page. */
async function get(origin: string, path: string): Promise<Buffer | null> {
  try {
    const response = await fetch(new URL(path, origin), {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    return response.status === 200 ? await bodyOf(response, path) : null
  } catch (error) {
    if (error instanceof Trouble) throw error
    // `fetch` keeps what happened in the cause.
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new Trouble(`Cannot fetch ${path} from ${origin} (${reason(cause)}).`)
  }
}

async function bodyOf(response: Response, path: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > FILE_MAX) throw new Trouble(`${path} is longer than any file of the client.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function ownManifest(origin: string): Promise<ClientManifest | null> {
  const body = await get(origin, `/${CLIENT_MANIFEST}`)
  try {
    return body && parseManifest(body, CLIENT_MANIFEST).manifest
  } catch {
    return null
  }
}

const isDocument = (body: Buffer): boolean =>
  /^\s*<!doctype html/i.test(body.toString('latin1', 0, 99))

const TAG = /<(script|link)\b([^>]*)>([^<]*)/gi
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`, 'i').exec(tag)?.[1]

/** Without what a terminal could take for a command. */
const plain = (text: string): string => text.replace(/[^!-~]/g, '?').slice(0, 200)

/** What a document loads that is not of this client, or expects with another hash. */
function strangersIn(html: string, { files }: ClientManifest): string[] {
  const known = (path: string, hash: string | undefined): boolean =>
    Object.hasOwn(files, path) && (hash === undefined || hash === files[path])
  return [...html.matchAll(TAG)].flatMap(([, name, tag = '', text = '']) => {
    const path = attribute(tag, 'src') ?? attribute(tag, 'href')
    if (path !== undefined) return known(path, attribute(tag, 'integrity')) ? [] : [plain(path)]
    const map = attribute(tag, 'type') === 'importmap'
    return name === 'script' && !map && text.trim() !== '' ? ['a script in the page itself'] : []
  })
}
