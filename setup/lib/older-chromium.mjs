// Older Chromium builds in which the tests hold a whole call: 109 is the last version for Windows 7
// and 8.1, 123 has no script transforms either, 143 does. They come from npm, pinned with their
// integrity hashes by setup/chromium/package-lock.json, and depend only on libraries that the
// current Chromium needs too.
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { makeFolder } from './cache.mjs'
import { hashFile } from './hash.mjs'
import { onceOnly } from './lock.mjs'
import { npmCi, npmReason } from './npm.mjs'
import { cacheFolder, ROOT } from './paths.mjs'
import { say, step, Trouble } from './say.mjs'

const VERSIONS = ['109', '123', '143']
const PINS = join(ROOT, 'setup', 'chromium')

/**
 * The folder with one executable per version, named by it; fetched the first time. Where they cannot
 * be had, the tests that need them fail; only for a machine that they do not run on are they left out.
 */
export async function ensureOlderChromium(node, { platform, arch } = process) {
  if (platform !== 'linux' || arch !== 'x64') {
    say(`No older Chromium runs on ${platform} ${arch}: skipping the tests in it.`)
    return undefined
  }
  const pins = hashFile(join(PINS, 'package-lock.json')).slice(0, 16)
  const folder = join(cacheFolder(), 'chromium', pins)
  try {
    await onceOnly(
      () => existsSync(folder),
      () =>
        step('Downloading Chromium 109, 123 and 143 for the tests, once, about half a minute', () =>
          makeFolder(folder, (aside) => fetchInto(aside, node)),
        ),
    )
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
  }
  return folder
}

async function fetchInto(folder, node) {
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(PINS, file), join(folder, file))
  }
  const result = await npmCi(node, folder, ['--ignore-scripts'])
  if (!result.ok) {
    throw new Trouble(
      `npm could not download the older Chromium builds, so the tests in them will fail: ${npmReason(result)} (details: ${result.log})`,
    )
  }
  for (const version of VERSIONS) {
    const packed = join(folder, 'node_modules', `chromium-${version}`, 'bin', 'chromium.br')
    const file = join(folder, version)
    await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(file))
    chmodSync(file, 0o755)
  }
  // The rest unpacks and starts them for others.
  rmSync(join(folder, 'node_modules'), { recursive: true })
}
