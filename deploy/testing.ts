import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** Strict, so that ports, devices, a user of its own or privileges would not parse. */
const Service = z.strictObject({
  image: z.string(),
  build: z.object({ dockerfile: z.string(), target: z.string() }).optional(),
  network_mode: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  restart: z.string(),
  mem_limit: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  volumes: z.array(z.string()).default([]),
  command: z.unknown().optional(),
  depends_on: z.unknown().optional(),
  healthcheck: z.unknown().optional(),
  logging: z.unknown().optional(),
  profiles: z.unknown().optional(),
  stop_grace_period: z.unknown().optional(),
  tmpfs: z.unknown().optional(),
  ulimits: z.unknown().optional(),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()).default({}),
})

/** docker-compose.yml as it is written. */
export const composeText = readFileSync(join(import.meta.dirname, '../docker-compose.yml'), 'utf8')
export const compose = Compose.parse(parse(composeText, { merge: true }))
export const mediaNode = Compose.parse(
  parse(readFileSync(join(import.meta.dirname, 'media-node.yml'), 'utf8')),
)

/** The environment of one service, as compose makes it from these lines in `.env`. */
export function environmentOf(
  name: string,
  env: Record<string, string>,
  { services } = compose,
): Record<string, string> {
  const fill = (value: string) =>
    value.replace(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_all, key: string, other = '') =>
      String(env[key] ?? other),
    )
  const service = services[name]
  if (service === undefined) throw new Error(`no service ${name}`)
  return Object.fromEntries(
    Object.entries(service.environment).map(([key, value]) => [key, fill(String(value))]),
  )
}
