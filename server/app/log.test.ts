import assert from 'node:assert/strict'
import { it } from 'node:test'
import { LogLines } from './log.ts'

/** A stream that buffers lines and drains them on command. */
class Reader {
  writableLength = 0
  readonly read: string[] = []
  #waiting: string[] = []
  write(line: string): boolean {
    this.#waiting.push(line)
    this.writableLength += line.length
    return false
  }
  catchUp(): void {
    this.read.push(...this.#waiting.splice(0))
    this.writableLength = 0
  }
}

it('an unread log buffers a megabyte and reports how many lines it dropped', () => {
  const reader = new Reader()
  const log = new LogLines(reader)
  const line = `${'x'.repeat(999)}\n`
  for (let n = 0; n < 5000; n++) log.write(line)
  assert.ok(reader.writableLength < 1.1 * 1024 * 1024, String(reader.writableLength))
  reader.catchUp()
  const kept = reader.read.length
  log.write('{"msg":"after"}\n')
  reader.catchUp()
  const [said, after] = reader.read.slice(kept)
  assert.deepEqual(JSON.parse(said ?? '').lines, 5000 - kept)
  assert.equal(after, '{"msg":"after"}\n')
})
