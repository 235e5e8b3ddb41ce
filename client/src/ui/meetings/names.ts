import { LIMITS } from '../../../../server/protocol/limits.ts'

/** What was pasted: a name on each line, as columns and lists are copied; empty lines mean nothing. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')

export const tooLong = (names: readonly string[]): string | undefined =>
  names.find((name) => [...name].length > LIMITS.name)
