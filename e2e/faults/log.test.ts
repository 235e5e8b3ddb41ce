import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/server.ts'

const MAIN = join(import.meta.dirname, '../../server/app/main.ts')

/** A pipe between the server and its log reader, with both ends held by the test. */
function pipe(folder: string) {
  const path = join(folder, 'log')
  execFileSync('mkfifo', [path])
  const own = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const buffer = Buffer.alloc(64 * 1024, '\n')
  return {
    forServer: openSync(path, constants.O_WRONLY),
    read(): string {
      try {
        return buffer.toString('utf8', 0, readSync(own, buffer))
      } catch {
        return ''
      }
    },
    /** To the last byte. */
    fill(): void {
      buffer.fill('\n')
      for (let size = buffer.length; size >= 1; size /= 2) {
        try {
          for (;;) writeSync(own, buffer, 0, size)
        } catch {
          // The pipe is full.
        }
      }
    },
  }
}

it('the server keeps running when nobody reads its log any more, and stops when told to', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'anhop-log-'))
  const log = pipe(data)
  const [port, media] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    ANHOP_PORT: String(port),
    ANHOP_MEDIA_PORT: String(media),
    ANHOP_WORKERS: '1',
    ANHOP_DATA: data,
  }
  const child = spawn(process.execPath, [MAIN], {
    env,
    stdio: ['ignore', log.forServer, 'inherit'],
  })
  t.after(() => {
    child.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })
  for (let said = ''; !said.includes('An Họp listens'); said += log.read()) await pause(20)
  log.fill()
  const health = await fetch(`http://localhost:${port}/health/live`)
  assert.equal(health.status, 200)

  const told = performance.now()
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  t.diagnostic(`SIGTERM to exit: ${(performance.now() - told).toFixed(0)} ms`)
  // Not ended by either of the two shutdown timeouts.
  assert.equal(code, 0)
})
