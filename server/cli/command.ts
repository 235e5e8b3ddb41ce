import type { ParseArgsOptionsConfig } from 'node:util'

/** What a command has found or done. The process ends with 0 when it is `ok`, with 1 otherwise. */
export type Outcome = {
  ok: boolean
  /** For a person: one line each. */
  lines: string[]
  /** For a program, with `--json`; `ok` is added. */
  facts: Record<string, unknown>
  /** The standard output is taken by a file that was asked for there. */
  outputTaken?: boolean
}

export type Args = {
  positionals: string[]
  /** A text option that was not given is undefined. */
  text: (name: string) => string | undefined
  flag: (name: string) => boolean
}

export type Command = {
  /** What stands after the command's name, in a usage line. */
  usage: string
  about: string
  /** Beside `--json`, which every command has. */
  options?: ParseArgsOptionsConfig
  /** How many words it takes beside its options. */
  words: readonly [min: number, max: number]
  run(args: Args): Promise<Outcome>
}

/** The command was not called as its usage says; exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}

/** What was asked cannot be done; the message is a sentence for the operator. Exit code 1. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
}
