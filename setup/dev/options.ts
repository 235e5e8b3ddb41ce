import { parseArgs } from 'node:util'

export type Options = {
  /** Port of the pages. */
  port: number
  /** People in the simulated room; null: none requested. */
  people: number | null
  /** Start without data. */
  anew: boolean
}

/** Its message is shown to the user, and ends the command. */
export class NotHere extends Error {
  override readonly name = 'NotHere'
}

const USAGE = 'Usage: npm run dev -- [--people N] [--new]'
const PEOPLE_MAX = 200

/**
 * Settings allowed in development. All others belong to a real server: the demo accounts' passwords
 * are printed and written to a file, so nobody else may connect, and no other data may be used. The
 * address is always loopback and the data always data/dev.
 */
const MAY_BE_SET =
  /^ANHOP_(PORT|LOG_LEVEL|WORKERS|MEDIA_PORT|MEETING_CAPACITY|SERVER_CAPACITY|METRICS|INCIDENT_ADDRESS|(SMTP|MAIL|OIDC|RECORDING|TURN)_\w+)$/

/** @throws NotHere */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  if (env['NODE_ENV'] === 'production') {
    throw new NotHere(
      'npm run dev prints the passwords of its accounts, so it does not run in production.',
    )
  }
  const foreign = Object.keys(env).filter(
    (key) => key.startsWith('ANHOP_') && env[key] && !MAY_BE_SET.test(key),
  )
  if (foreign.length > 0) {
    throw new NotHere(
      `npm run dev is only for this machine and its own data. Please unset ${foreign.join(', ')}.`,
    )
  }
  const { values } = parse(args)
  const people = values.people === undefined ? null : whole(values.people, 1, PEOPLE_MAX)
  return {
    port: whole(env['ANHOP_PORT'] || '8080', 1, 65535),
    people,
    anew: values.new === true,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { people: { type: 'string' }, new: { type: 'boolean' } },
    })
  } catch {
    throw new NotHere(USAGE)
  }
}

function whole(text: string, min: number, max: number): number {
  const n = Number(text)
  if (/^\d+$/.test(text) && n >= min && n <= max) return n
  throw new NotHere(`${text} is not a whole number from ${min} to ${max}.\n${USAGE}`)
}
