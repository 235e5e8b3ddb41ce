// Installs the locked dependencies if the lock file has changed.
import { join } from 'node:path'
import { hashFile } from './hash.mjs'
import { onceOnly } from './lock.mjs'
import { npmCi, npmReason } from './npm.mjs'
import { ROOT } from './paths.mjs'
import { Trouble, step } from './say.mjs'
import { isStamped, stamp } from './stamp.mjs'

export async function ensureDependencies(node) {
  const lock = hashFile(join(ROOT, 'package-lock.json'))
  await onceOnly(
    () => isStamped('dependencies', lock),
    () =>
      step('Installing the locked dependencies, once, about half a minute', async () => {
        // The client's build also needs the development dependencies, whatever NODE_ENV says.
        const result = await npmCi(node, ROOT, ['--include=dev'])
        if (!result.ok) {
          throw new Trouble(
            `Installing the dependencies failed: ${npmReason(result)} (details: ${result.log})`,
          )
        }
        stamp('dependencies', lock)
      }),
  )
}
