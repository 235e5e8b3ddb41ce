import { spawn } from 'node:child_process'
import { join } from 'node:path'

export type Run = { code: number | null; out: string; err: string }

/** Runs `anhop` like an operator, until it exits, without our environment variables. */
export function anhop(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const result: Run = { code: null, out: '', err: '' }
  child.stdout.on('data', (data) => (result.out += String(data)))
  child.stderr.on('data', (data) => (result.err += String(data)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })))
}
