// Creates cache folders atomically.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Deletes leftovers of interrupted runs beside `target`. */
function sweep(target) {
  const mark = `${basename(target)}.tmp-`
  for (const name of readdirSync(dirname(target))) {
    if (name.startsWith(mark) && !isAlive(Number(name.slice(mark.length)))) {
      rmSync(join(dirname(target), name), { recursive: true, force: true })
    }
  }
}

/** A temporary folder beside `target` that exists while `work` runs. */
export async function inScratch(target, work) {
  mkdirSync(dirname(target), { recursive: true })
  sweep(target)
  const aside = `${target}.tmp-${process.pid}`
  mkdirSync(aside)
  try {
    return await work(aside)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** `fill` prepares a temporary folder, which then becomes `target` in a single rename. */
export function makeFolder(target, fill) {
  return inScratch(target, async (aside) => {
    await fill(aside)
    rmSync(target, { recursive: true, force: true })
    try {
      renameSync(aside, target)
    } catch (error) {
      // Another process has just created the same folder, which is equivalent.
      if (!existsSync(target)) throw error
    }
  })
}
