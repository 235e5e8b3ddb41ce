import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { z } from 'zod'
import { KEY_GROUPS } from '#server/config/keys.ts'

/**
 * `node setup/run.mjs setup/configuration.ts` generates docs/CONFIGURATION.md from the schema of
 * the environment (server/config/keys.ts), so that the page and the server cannot disagree.
 */
const PAGE = join(import.meta.dirname, '..', 'docs', 'CONFIGURATION.md')

const About = z.object({
  description: z.string(),
  floor: z.string().default('—'),
  fallback: z.string().optional(),
})

const INTRODUCTION = `# Configuration

<!-- Written by setup/configuration.ts from server/config/keys.ts. Do not edit. -->

All settings are environment variables: set them in \`.env\` beside \`docker-compose.yml\`, or in the environment you start the server from. An empty value counts as not set. A wrong value or an unknown \`ANHOP_\` key prevents the start, and all errors are reported at once; \`anhop config check\` checks without starting (OPERATIONS.md, "The command").

No setting lowers the floor (SPEC.md). The last column names the rule that limits a value, or says what a value tightens; a dash means that the key is unrelated to the floor. Keys that would lower it, such as \`ANHOP_LOBBY\` or \`ANHOP_RECORDING\`, do not exist, and the error names the rule. Operators tighten rules on a running server on the rules and accounts pages (SPEC.md, POL).

docker-compose.yml sets the keys for addresses, TURN and metrics itself, and passes on all others.`

function row([key, schema]: [string, z.ZodType]): string {
  const { description, floor, fallback } = About.parse(schema.meta() ?? {}, { error: () => key })
  return `| \`${key}\` | ${fallback ?? defaultOf(schema)} | ${description} | ${floor} |`
}

function defaultOf(schema: z.ZodType): string {
  const value = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined
  return typeof value === 'string' || typeof value === 'number' ? `\`${value}\`` : 'none'
}

/** The expected content of the page. */
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
