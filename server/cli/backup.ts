import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { makeBackup } from '../files/backup/make.ts'
import type { Made } from '../files/backup/make.ts'
import { restoreBackup } from '../files/backup/restore.ts'
import { readConfig } from '../config/config.ts'
import { version } from '../app/version.ts'
import { auditSentence } from './audit.ts'
import { Misuse, Trouble } from './command.ts'
import type { Command } from './command.ts'
import { mustBeThere } from './data.ts'
import { passphrase } from './passphrase.ts'

type Write = (chunk: Buffer) => Promise<void>

export const backup: Command = {
  usage: 'FILE [--passphrase-file FILE]',
  about:
    'writes database and keys, encrypted, to one file (-: standard output); the server may be running',
  options: { 'passphrase-file': { type: 'string' } },
  words: [1, 1],
  async run({ positionals: [file = ''], text }) {
    const config = readConfig(process.env)
    await mustBeThere(config)
    if (file !== '-' && existsSync(file)) throw new Trouble(`${file} already exists.`)
    const secret = await passphrase(text('passphrase-file'), true)
    const about = { server: version(), now: Date.now() }
    const make = (write: Write) => makeBackup(config, secret, about, write)
    const { manifest, bytes } = await (file === '-' ? make(toOutput) : toFile(resolve(file), make))
    return {
      ok: manifest.audit.ok,
      lines: [`Backup written: ${bytes} bytes.`, auditSentence(manifest.audit)],
      facts: { file, bytes, ...manifest },
      outputTaken: file === '-',
    }
  },
}

const toOutput: Write = async (chunk) => {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain')
}

/**
 * Writes under a temporary name and syncs before renaming, so that an incomplete backup never has
 * the final name.
 */
async function toFile(path: string, make: (write: Write) => Promise<Made>): Promise<Made> {
  const part = `${path}.part`
  const file = await open(part, 'w', 0o600)
  try {
    const made = await make((chunk) => file.writeFile(chunk))
    await file.sync()
    await file.close()
    await rename(part, path)
    return made
  } catch (error) {
    await file.close()
    await rm(part, { force: true })
    throw error
  }
}

export const restore: Command = {
  usage: 'FILE --data FOLDER [--to-database] [--passphrase-file FILE]',
  about:
    'restores a backup into an empty folder after checking it; with --to-database, the data goes into the empty database of ANHOP_DATABASE_URL and only the keys into the folder',
  options: {
    'passphrase-file': { type: 'string' },
    data: { type: 'string' },
    'to-database': { type: 'boolean' },
  },
  words: [1, 1],
  async run({ positionals: [file = ''], text, flag }) {
    const folder = text('data')
    if (folder === undefined) throw new Misuse('Usage: anhop restore FILE --data FOLDER')
    if (!existsSync(file)) throw new Trouble(`${file} does not exist.`)
    const database = flag('to-database') ? readConfig(process.env).database : null
    if (flag('to-database') && database === null) throw new Trouble('Set ANHOP_DATABASE_URL first.')
    const secret = await passphrase(text('passphrase-file'), false)
    const manifest = await restoreBackup(file, secret, resolve(folder), database)
    const { madeAt, server, audit } = manifest
    return {
      ok: audit.ok,
      lines: [
        `Restored into ${folder}${database === null ? '' : ` and the database ${database.database}`}: version ${server}, as of ${madeAt}.`,
        auditSentence(audit),
      ],
      facts: { folder, ...manifest },
    }
  },
}
