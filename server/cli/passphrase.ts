import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { judgePassword } from '../policy/password.ts'
import { Misuse, Trouble } from './command.ts'

/** Not a setting of the server, which does not need it while running. */
const VARIABLE = 'BACKUP_PASSPHRASE'

/**
 * Gets the passphrase of a backup from the named file, from the environment, or by asking. It is
 * never an argument, because anyone who can inspect processes could read it.
 * @param file value of `--passphrase-file`; a line break at the end of the file is ignored
 * @param twice for a new passphrase: asks again if typed, and requires the strength of a password
 *   [PWD2]
 */
export async function passphrase(file: string | undefined, twice: boolean): Promise<string> {
  const text = await given(file, twice)
  if (!twice) return text
  const verdict = judgePassword(text, ['An Họp', 'anhop', 'backup', 'sao lưu'])
  if (!verdict.ok) {
    throw new Trouble(
      `The passphrase is too weak (${verdict.code}). Use at least 15 characters that are hard to guess, such as six random words.`,
    )
  }
  return text
}

async function given(file: string | undefined, twice: boolean): Promise<string> {
  const fromEnvironment = process.env[VARIABLE]
  if (file !== undefined) return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment
  if (!process.stdin.isTTY) {
    throw new Misuse(`Give the passphrase with --passphrase-file FILE or in ${VARIABLE}.`)
  }
  const typed = await ask('Passphrase: ')
  if (twice && (await ask('Repeat it: ')) !== typed) throw new Trouble('The passphrases differ.')
  return typed
}

/** Asks on the terminal without echo. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
