import { parseArgs } from 'node:util'

export type Options = {
  /** Of the pages. */
  port: number
  /** In the room that is made up; null: nobody asked for one. */
  people: number | null
  /** Begin with no data. */
  anew: boolean
}

/** Said to whoever typed the command, and the end of it. */
export class NotHere extends Error {
  override readonly name = 'NotHere'
}

const USAGE = 'Usage: npm run dev -- [--people N] [--new]'
const PEOPLE_MAX = 200

/**
 * The settings that may be tried out here. All others belong to a real server: the passwords of the
 * demo accounts stand on a screen and in a file, so where they are good nobody else may come in and
 * nothing else may lie. The address is loopback and the data are data/dev, whatever is set.
 */
const MAY_BE_SET =
  /^ANHOP_(PORT|LOG_LEVEL|WORKERS|MEDIA_PORT|MEETING_CAPACITY|SERVER_CAPACITY|METRICS|INCIDENT_ADDRESS|(SMTP|MAIL|OIDC|RECORDING|TURN)_\w+)$/

/** @throws NotHere */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  if (env['NODE_ENV'] === 'production') {
    throw new NotHere('npm run dev makes accounts whose passwords it prints: not in production.')
  }
  const foreign = Object.keys(env).filter(
    (key) => key.startsWith('ANHOP_') && env[key] && !MAY_BE_SET.test(key),
  )
  if (foreign.length > 0) {
    throw new NotHere(
      `npm run dev is for this machine alone, on data of its own, and does not take ${foreign.join(', ')}.`,
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
