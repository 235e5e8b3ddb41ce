// Child processes: quiet ones whose output goes to a log, and shown ones.
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cacheFolder } from './paths.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const live = new Set()
let stoppedBy
let listening = false

/** Whoever stops this process stops what it started, and is told so by the exit code. */
export function passSignalsOn() {
  if (listening) return
  listening = true
  for (const signal of SIGNALS) process.on(signal, () => stop(signal))
  // npm passes a signal to the shell between us, and no further: that shell's end is ours.
  const parent = process.ppid
  const watch = () => process.ppid !== parent && stop('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(watch, 500).unref()
}

function stop(signal) {
  stoppedBy = signal
  if (live.size === 0) process.exit(128 + constants.signals[signal])
  // Ctrl-C at a terminal has reached the child already; twice could mean "at once".
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  for (const child of live) child.kill(signal)
}

/** Whoever was told to stop begins nothing more. */
export function endIfStopped() {
  if (stoppedBy) process.exit(128 + constants.signals[stoppedBy])
}

/** Answers how it ended, once it has; until then it gets the signals that we get. */
export function ended(child) {
  passSignalsOn()
  live.add(child)
  return new Promise((resolve) => {
    const finish = (result) => {
      live.delete(child)
      resolve(result)
    }
    child.once('error', (error) => finish({ code: 127, error: error.message }))
    child.once('close', (code, signal) => {
      const error = signal ? `it was ended by ${signal}` : `it ended with code ${code}`
      finish({ code: code ?? 128 + constants.signals[signal], error })
    })
  })
}

/** Runs with the terminal's own input and output; answers with the exit code. */
export async function runShown(command, args, options = {}) {
  const { code } = await ended(spawn(command, args, { stdio: 'inherit', ...options }))
  return code
}

/**
 * Runs without a word. Everything goes to a log file, whose path the answer carries,
 * together with the last lines; `onLine` sees each line as it comes.
 */
export async function runQuiet(name, command, args, { onLine, limitMs, ...options } = {}) {
  const folder = join(cacheFolder(), 'logs')
  mkdirSync(folder, { recursive: true })
  const log = join(folder, `${name}.log`)
  const file = createWriteStream(log)
  const lines = []
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`)
      lines.push(line)
      if (lines.length > 200) lines.shift()
      onLine?.(line)
    })
  }
  const timer = limitMs && setTimeout(() => child.kill('SIGKILL'), limitMs)
  const result = await ended(child)
  clearTimeout(timer)
  await new Promise((resolve) => file.end(resolve))
  endIfStopped()
  return { ...result, ok: result.code === 0, lines, log }
}
