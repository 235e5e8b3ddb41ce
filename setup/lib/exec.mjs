// Child processes: quiet ones that write to a log, and visible ones.
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

/** Forwards signals to child processes; the exit code reports the signal. */
export function passSignalsOn() {
  if (listening) return
  listening = true
  for (const signal of SIGNALS) process.on(signal, () => stop(signal))
  // npm signals only the shell between us, so exit when that shell does.
  const parent = process.ppid
  const watch = () => process.ppid !== parent && stop('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(watch, 500).unref()
}

function stop(signal) {
  stoppedBy = signal
  if (live.size === 0) process.exit(128 + constants.signals[signal])
  // Ctrl-C at a terminal has already reached the child; a second signal could mean "immediately".
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  for (const child of live) child.kill(signal)
}

/** Exits if a signal was received, instead of starting the next step. */
export function endIfStopped() {
  if (stoppedBy) process.exit(128 + constants.signals[stoppedBy])
}

/** Resolves with the child's result when it ends; until then it receives our signals. */
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
      const error = signal ? `it was killed by ${signal}` : `it exited with code ${code}`
      finish({ code: code ?? 128 + constants.signals[signal], error })
    })
  })
}

/** Runs with the terminal's input and output; returns the exit code. */
export async function runShown(command, args, options = {}) {
  const { code } = await ended(spawn(command, args, { stdio: 'inherit', ...options }))
  return code
}

/**
 * Runs silently. Output goes to a log file; the result has its path and the last lines. `onLine`
 * receives each line as it arrives.
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
