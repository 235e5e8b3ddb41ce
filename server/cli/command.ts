import type { ParseArgsOptionsConfig } from 'node:util'

/** The result of a command. The process exits with 0 if it is `ok`, otherwise with 1. */
export type Outcome = {
  ok: boolean
  /** For people, one line each. */
  lines: string[]
  /** For programs, with `--json`; `ok` is added. */
  facts: Record<string, unknown>
  /** Whether a requested file has been written to standard output. */
  outputTaken?: boolean
}

export type Args = {
  positionals: string[]
  /** Value of a text option; undefined if it was not given. */
  text: (name: string) => string | undefined
  flag: (name: string) => boolean
}

export type Command = {
  /** The part of the usage line after the command's name. */
  usage: string
  about: string
  /** In addition to `--json`, which every command has. */
  options?: ParseArgsOptionsConfig
  /** Number of positional arguments. */
  words: readonly [min: number, max: number]
  run(args: Args): Promise<Outcome>
}

/** The command was not called as its usage says. Exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}

/**
 * The command cannot do what was asked. The message is a sentence for the operator. Exit code 1.
 */
export class Trouble extends Error {
  override readonly name = 'Trouble'
}
