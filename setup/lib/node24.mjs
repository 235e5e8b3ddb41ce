// Node 24: the running one if new enough, otherwise npm's, pinned with its integrity hash by
// setup/node/*/package-lock.json.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './cache.mjs'
import { onceOnly } from './lock.mjs'
import { npmCi, npmReason } from './npm.mjs'
import { cacheFolder, ROOT } from './paths.mjs'
import { Trouble, step } from './say.mjs'
import { isAtLeast } from './version.mjs'

const WANTED = '24.0.0'
const PINS = join(ROOT, 'setup', 'node')

/** The package with Node for this machine, and the folder that pins it. */
function pinnedFor({ platform, arch }) {
  const folder = join(PINS, `${platform}-${arch}`)
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return undefined
  const [[name, version]] = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')).dependencies)
  return { folder, name, version }
}

/** Path of a sufficiently new Node; downloaded the first time. */
export async function ensureNode(running = process) {
  if (isAtLeast(running.versions.node, WANTED)) return running.execPath
  const tooOld = `Node ${running.versions.node} is too old: An Họp needs Node 24 or newer`
  const pinned = pinnedFor(running)
  if (!pinned) {
    throw new Trouble(
      `${tooOld}. Install it yourself: no download is available for ${running.platform} on ${running.arch}.`,
    )
  }

  const folder = join(cacheFolder(), 'node', `${pinned.version}-${running.arch}`)
  const node = join(folder, 'bin', 'node')
  await onceOnly(
    () => existsSync(node),
    () =>
      step(
        `Downloading Node ${pinned.version} (this machine has ${running.versions.node}), once, about 10 seconds`,
        () => makeFolder(folder, (aside) => fetchInto(aside, pinned, running, tooOld)),
      ),
  )
  return node
}

async function fetchInto(folder, pinned, running, tooOld) {
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(pinned.folder, file), join(folder, file))
  }
  const result = await npmCi(running.execPath, folder, ['--ignore-scripts'])
  const fetched = join(folder, 'node_modules', pinned.name)
  if (!result.ok || !existsSync(join(fetched, 'bin', 'node'))) {
    throw new Trouble(
      `${tooOld}, and npm could not download it: ${npmReason(result)} (details: ${result.log})`,
    )
  }
  for (const part of ['bin', 'LICENSE']) renameSync(join(fetched, part), join(folder, part))
  // The rest are headers for compiling add-ons, which are not needed.
  rmSync(join(folder, 'node_modules'), { recursive: true })
}
