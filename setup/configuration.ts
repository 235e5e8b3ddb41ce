import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { z } from 'zod'
import { KEY_GROUPS } from '#server/config/keys.ts'

/**
 * `node setup/run.mjs setup/configuration.ts` writes docs/CONFIGURATION.md from the schema of the
 * environment (server/config/keys.ts), so that the page and the server cannot say different things.
 */
const PAGE = join(import.meta.dirname, '..', 'docs', 'CONFIGURATION.md')

const About = z.object({
  description: z.string(),
  floor: z.string().default('—'),
  fallback: z.string().optional(),
})

const INTRODUCTION = `# Configuration

<!-- Written by setup/configuration.ts from server/config/keys.ts. Do not edit. -->

All settings are environment variables, in \`.env\` beside \`docker-compose.yml\` or from wherever the server is started. Set to nothing is not set. A wrong value or an unknown \`ANHOP_\` key stops the start, and every fault is named at once; \`anhop config check\` looks without starting (OPERATIONS.md, "The command").

None of them lowers the floor (SPEC.md). The last column says which rule holds a value in bounds, or what a value tightens; a dash: the key has nothing to do with the floor. A key that would lower it, such as \`ANHOP_LOBBY\` or \`ANHOP_RECORDING\`, does not exist, and the refusal names the rule. What an operator tightens while the server runs is on the pages of rules and of accounts (SPEC.md, POL).

docker-compose.yml sets the keys of addresses, TURN and figures itself, and hands on all others.`

function row([key, schema]: [string, z.ZodType]): string {
  const { description, floor, fallback } = About.parse(schema.meta() ?? {}, { error: () => key })
  return `| \`${key}\` | ${fallback ?? defaultOf(schema)} | ${description} | ${floor} |`
}

function defaultOf(schema: z.ZodType): string {
  const value = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined
  return typeof value === 'string' || typeof value === 'number' ? `\`${value}\`` : 'none'
}

/** The page as it has to be. */
export function configurationPage(): Promise<string> {
  const groups = Object.entries(KEY_GROUPS).map(([title, keys]) =>
    [
      `## ${title}\n`,
      '| key | default | meaning | floor |',
      '| --- | --- | --- | --- |',
      ...Object.entries(keys).map(row),
    ].join('\n'),
  )
  return format([INTRODUCTION, ...groups].join('\n\n'), { parser: 'markdown' })
}

export const writtenPage = (): string => readFileSync(PAGE, 'utf8')

if (import.meta.main) writeFileSync(PAGE, await configurationPage())
