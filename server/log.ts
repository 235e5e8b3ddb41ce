import type { LogLevel } from './config-keys.ts'

/** What must never be in a log line, at the top of its fields or one level down. */
const SECRETS = ['password', 'passwordHash', 'token', 'ticket', 'cookie', 'authorization', 'secret']

/** Where log lines go; pino's smallest stream. */
export type LogStream = { write(line: string): void }

/**
 * Options for Fastify's logger: one JSON line per event on stdout. At `info` that is one line per
 * step in a life (started, room opened, worker died), never one per request.
 */
export function loggerOptions(level: LogLevel, stream?: LogStream) {
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
    ...(stream === undefined ? {} : { stream }),
  }
}

/** A line for the person at the terminal. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const complain = (line: string): void => void process.stderr.write(`${line}\n`)

/** The first line of what went wrong, without its stack. */
export const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
