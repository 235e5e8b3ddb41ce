import type { Writable } from 'node:stream'
import type { LogLevel } from '../config/keys.ts'

/** What must never be in a log line, at the top of its fields or one level down. */
const SECRETS = ['password', 'passwordHash', 'token', 'ticket', 'cookie', 'authorization', 'secret']

/** Where log lines go; pino's smallest stream. */
export type LogStream = { write(line: string): void }

/** Bytes of lines that may wait for whoever reads the log. */
const WAITING_MAX = 1024 * 1024

/**
 * The log where it must hold up nobody: meetings go on, and the server can be stopped, when whoever
 * reads its lines has stalled. pino's own stream waits, and with it the whole process. WaitQueue beyond
 * a megabyte that waits are left out, and how many is said when there is room again.
 */
export class LogLines implements LogStream {
  readonly #out: Pick<Writable, 'write' | 'writableLength'>
  #leftOut = 0
  constructor(out: Pick<Writable, 'write' | 'writableLength'>) {
    this.#out = out
  }

  write(line: string): void {
    if (this.#out.writableLength > WAITING_MAX) {
      this.#leftOut += 1
      return
    }
    if (this.#leftOut > 0) {
      const said = { level: 40, time: new Date().toISOString(), lines: this.#leftOut }
      this.#out.write(`${JSON.stringify({ ...said, msg: 'lines left out: nobody read them' })}\n`)
      this.#leftOut = 0
    }
    this.#out.write(line)
  }
}

/**
 * Options for Fastify's logger: one JSON line per event on stdout. At `info` that is one line per
 * step in a life (started, room opened, worker died), never one per request.
 */
export function loggerOptions(level: LogLevel, stream: LogStream = new LogLines(process.stdout)) {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: {
      paths: SECRETS.flatMap((name) => [
        name,
        `*.${name}`,
        `headers["${name}"]`,
        `*.headers["${name}"]`,
        '*.headers["set-cookie"]',
      ]).filter((path, i, all) => all.indexOf(path) === i),
      censor: '[redacted]',
    },
    stream,
  }
}

/** A line for the person at the terminal. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const complain = (line: string): void => void process.stderr.write(`${line}\n`)

/** The first line of what went wrong, without its stack. */
export const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
