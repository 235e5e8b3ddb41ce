// For the image: installs dependencies, builds and proves the media worker, copies it to the given path.
import { copyFileSync } from 'node:fs'
import { prepare } from '#setup/lib/prepare.mjs'
import { entry } from '#setup/lib/say.mjs'

await entry(async () => {
  const { env } = await prepare({ client: false })
  copyFileSync(env.MEDIASOUP_WORKER_BIN, process.argv[2])
  return 0
})
