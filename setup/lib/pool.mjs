// Runs jobs in parallel lanes, and kills those that have stalled.
import { spawn } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { endIfStopped, ended } from './exec.mjs'

/** Runs jobs in order, `lanes` at a time. Returns their results in the order of the jobs. */
export async function runPool(jobs, lanes) {
  const results = []
  const queue = [...jobs.entries()]
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [at, job] = next
      results[at] = await job()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

/**
 * Runs with output to a file, or to the terminal if `log` is null. A process that leaves a socket
 * open never exits, so it is killed once `sign`, a file that grows with each test, has not changed
 * for `stillMs`. Returns the exit code, the seconds it took, and whether it was killed.
 */
export async function runWatched(command, args, { log, sign, stillMs, ...options }) {
  const begun = performance.now()
  const out = log === null ? 'inherit' : openSync(log, 'w')
  const child = spawn(command, args, { ...options, stdio: ['ignore', out, out] })
  if (log !== null) closeSync(out)
  let size = -1
  let since = performance.now()
  let cut = false
  const look = setInterval(
    () => {
      const now = statSync(sign, { throwIfNoEntry: false })?.size ?? 0
      if (now !== size) [size, since] = [now, performance.now()]
      if (performance.now() - since < stillMs) return
      // SIGTERM first, so that it can stop its own children.
      child.kill(cut ? 'SIGKILL' : 'SIGTERM')
      cut = true
    },
    Math.min(stillMs / 4, 5000),
  )
  const { code } = await ended(child)
  clearInterval(look)
  endIfStopped()
  return { code, cut, seconds: (performance.now() - begun) / 1000 }
}
