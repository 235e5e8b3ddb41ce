/**
 * Runs a job at regular intervals, one run at a time. A failed run is reported; the next one makes
 * up for it.
 * @param everyMs milliseconds between two starts; a start that falls into a run is skipped
 * @returns a function that stops the job and resolves when the last run has ended
 */
export function periodically(
  everyMs: number,
  job: () => Promise<unknown>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | null = null
  const run = () => {
    running ??= job()
      .then(() => undefined, failed)
      .finally(() => {
        running = null
      })
  }
  run()
  const timer = setInterval(run, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
