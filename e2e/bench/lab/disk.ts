// Fills the disk under a running meeting for real: a small file system just for the data folder,
// filled up by another file and emptied again. Prints the answer to each operation. Needs Linux and
// root: node setup/run.mjs e2e/bench/lab/disk.ts
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { opaque } from '#protocol/testing.ts'
import { arrive } from '../gathering.ts'
import { TestServer } from '../../support/server.ts'
import { Visitor } from '../../support/visitor.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const folder = mkdtempSync(join(tmpdir(), 'anhop-disk-'))
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
const server = await TestServer.start({ ANHOP_DATA: folder })
try {
  const host = new Visitor(server)
  await host.setUp()
  const secret = await host.createMeeting()
  await host.enter(secret.meeting.id, {})
  const chair = host.socket(secret.meeting.id)
  await chair.entered()
  const guest = await arrive(server, { secret, chair }, 'Lê Bình')
  const ready = async () => {
    // The health answer is cached for two seconds.
    await pause(2100)
    return (await host.send('GET', '/health/ready')).status
  }
  const ask = async (what: string) => {
    say(`${what}:`)
    say(`  ready: ${await ready()}`)
    say(`  a chat message: ${await chair.code('chat.send', { sealed: opaque(what) })}`)
    say(
      `  lock and unlock the meeting: ${await chair.code('meeting.lock', { locked: true })}, ${await chair.code('meeting.lock', { locked: false })}`,
    )
    const made = await host.send('POST', '/api/meetings', { title: 'Họp mới', mode: 'discussion' })
    say(`  create another meeting: ${made.status} ${JSON.stringify(made.body).slice(0, 60)}`)
    const again = guest.visitor.socket(secret.meeting.id)
    const { participants } = await again.entered()
    say(`  after a lost connection, someone returning sees ${participants.length} people`)
    again.close()
  }
  await ask('Disk with free space')
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(join(folder, 'full'), Buffer.alloc(bavail * bsize))
  await ask('Disk full')
  rmSync(join(folder, 'full'))
  await ask('Disk with free space again')
  chair.close()
} finally {
  await server.terminate()
  const env = { ...process.env, ANHOP_DATA: folder }
  const verify = [join(import.meta.dirname, '../../../server/cli/main.ts'), 'audit', 'verify']
  say(execFileSync(process.execPath, verify, { env, encoding: 'utf8' }).trim())
  execFileSync('umount', [folder])
  rmdirSync(folder)
}
