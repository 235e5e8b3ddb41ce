import type { Writable } from 'node:stream'
import type { LogLevel } from '../config/keys.ts'

/** Fields that must never appear in a log line, at the top level or one level down. */
const SECRETS = ['password', 'passwordHash', 'token', 'ticket', 'cookie', 'authorization', 'secret']

/** Where log lines go; the smallest stream that pino accepts. */
export type LogStream = { write(line: string): void }

/** Maximum number of bytes buffered for the reader of the log. */
const WAITING_MAX = 1024 * 1024

/**
 * A log stream that never blocks: meetings continue, and the server can be stopped, even if the
 * reader of the log has stalled. pino's own stream would block the whole process. Lines beyond a
 * megabyte of backlog are dropped, and their number is logged once there is room again.
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
 * lifecycle step (started, room opened, worker died), never one per request.
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

/** Prints a line to the terminal. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const complain = (line: string): void => void process.stderr.write(`${line}\n`)

/** The first line of an error message, without its stack. */
export const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
