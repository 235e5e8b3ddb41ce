// For the image: the dependencies, and the media worker built and proven, copied to the path given.
import { copyFileSync } from 'node:fs'
import { prepare } from '#setup/lib/prepare.mjs'
import { entry } from '#setup/lib/say.mjs'

await entry(async () => {
  const { env } = await prepare({ client: false })
  copyFileSync(env.MEDIASOUP_WORKER_BIN, process.argv[2])
  return 0
})
