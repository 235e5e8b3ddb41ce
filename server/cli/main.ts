import { parseArgs } from 'node:util'
import { ConfigError } from '../config/config.ts'
import { complain, reason, say } from '../app/log.ts'
import { Refusal } from '#protocol/errors.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { accountCreate, accountList, accountReset } from './account.ts'
import { archiveKey } from './archive-key.ts'
import { auditVerify } from './audit.ts'
import { backup, restore } from './backup.ts'
import { clientVerify } from './client/verify.ts'
import { Misuse } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { configCheck } from './config.ts'
import { doctor } from './doctor.ts'
import { evidenceVerify } from './evidence.ts'
import { meetingEnd, meetingList } from './meeting.ts'
import { policySet, policyShow } from './policy.ts'

/**
 * Commands for operators on the server itself: `npm run anhop -- COMMAND`, or `anhop COMMAND` in
 * the container image. Anyone who can run them owns the data folder anyway. Exit code 0: done, or
 * all is well. 1: a problem was found, or the command failed. 2: wrong usage. With `--json`,
 * standard output is one object with the same information.
 */
const COMMANDS: Record<string, Command> = {
  doctor,
  'config check': configCheck,
  'account list': accountList,
  'account create': accountCreate,
  'account reset': accountReset,
  'meeting list': meetingList,
  'meeting end': meetingEnd,
  'archive-key': archiveKey,
  'policy show': policyShow,
  'policy set': policySet,
  backup,
  restore,
  'audit verify': auditVerify,
  'evidence verify': evidenceVerify,
  'client verify': clientVerify,
}

const usage = (): string[] => [
  'Usage: anhop COMMAND [--json]',
  ...Object.entries(COMMANDS).map(
    ([name, { usage, about }]) => `  ${[name, usage].join(' ').trimEnd()}\n      ${about}`,
  ),
]

function find(argv: readonly string[]): { name: string; command: Command; rest: string[] } {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ')
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (command !== undefined) return { name, command, rest: argv.slice(words) }
  }
  throw new Misuse(usage().join('\n'))
}

async function run(argv: readonly string[]): Promise<Outcome> {
  const { name, command, rest } = find(argv)
  const wrong = () => new Misuse(`Usage: anhop ${name} ${command.usage}`.trimEnd())
  const options = { ...command.options, json: { type: 'boolean' } } as const
  const parsed = (() => {
    try {
      return parseArgs({ args: rest, options, allowPositionals: true })
    } catch {
      throw wrong()
    }
  })()
  const { positionals, values } = parsed
  const [min, max] = command.words
  if (positionals.length < min || positionals.length > max) throw wrong()
  const given: Record<string, unknown> = values
  return command.run({
    positionals,
    text(option) {
      const value = given[option]
      return typeof value === 'string' ? value : undefined
    },
    flag: (option) => given[option] === true,
  })
}

function show({ ok, lines, facts, outputTaken = false }: Outcome, json: boolean): void {
  const write = ok && !outputTaken ? say : complain
  if (!json) lines.forEach(write)
  else (outputTaken ? complain : say)(JSON.stringify({ ok, ...facts }))
}

const failed = (faults: string[]): Outcome => ({ ok: false, lines: faults, facts: { faults } })

function told(error: unknown): Outcome {
  if (error instanceof ConfigError) return failed([...error.faults])
  if (error instanceof StoreUnavailable) {
    return failed([`The database is unavailable (${reason(error)}).`])
  }
  if (error instanceof Refusal) return failed([`Refused: ${error.code}.`])
  return failed([reason(error)])
}

const argv = process.argv.slice(2)
const json = argv.includes('--json')
try {
  const outcome = await run(argv)
  show(outcome, json)
  process.exitCode = outcome.ok ? 0 : 1
} catch (error) {
  if (error instanceof Misuse) {
    complain(error.message)
    process.exitCode = 2
  } else {
    show(told(error), json)
    process.exitCode = 1
  }
}
