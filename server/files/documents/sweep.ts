import type { DocumentService } from './service.ts'

const EVERY = 60_000

/** Once a minute; answers how to stop. What fails is made up for the next time. */
export function startSweeping(
  service: DocumentService,
  now: () => number,
  log: { error(fields: object, message: string): void },
): () => Promise<void> {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = service.sweep(now()).catch((error: unknown) => {
      log.error({ err: error }, 'documents not swept')
    })
  }, EVERY)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
