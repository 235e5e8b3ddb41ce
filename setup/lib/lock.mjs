// Allows one setup at a time. The kernel holds the lock (flock(1)) while our end of a pipe is open,
// so a setup that dies leaves nothing to clean up.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './paths.mjs'
import { say } from './say.mjs'

let saidSo = false

function sayWaiting() {
  if (!saidSo) say('Waiting for another setup on this machine to finish …')
  saidSo = true
}

function acquire(file) {
  const holder = spawn('flock', [file, 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const waiting = setTimeout(sayWaiting, 1000)
  return new Promise((resolve) => {
    const settle = (release) => {
      clearTimeout(waiting)
      resolve(release)
    }
    holder.stdin.on('error', () => undefined)
    holder.stdout.once('data', () => settle(() => holder.stdin.end()))
    // No flock on this system: continue without. Renames still keep the cache consistent.
    holder.once('error', () => settle(() => undefined))
    holder.once('exit', () => settle(() => undefined))
  })
}

/** Checks first without the lock, so that a start with nothing to do never waits. */
export async function onceOnly(isDone, work) {
  if (isDone()) return
  const folder = cacheFolder()
  mkdirSync(folder, { recursive: true })
  const release = await acquire(join(folder, 'setup.lock'))
  try {
    if (!isDone()) await work()
  } finally {
    release()
  }
}
