// A stamp records the inputs of a finished step.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { STAMPS } from './paths.mjs'

export function isStamped(name, hash, folder = STAMPS) {
  try {
    return readFileSync(join(folder, name), 'utf8').trim() === hash
  } catch {
    return false
  }
}

export function stamp(name, hash, folder = STAMPS) {
  writeWhole(join(folder, name), `${hash}\n`)
}

/** Written to a temporary file and renamed, so that nobody reads a partial file. */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.tmp-${process.pid}`
  writeFileSync(aside, text)
  renameSync(aside, file)
}
