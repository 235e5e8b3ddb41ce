import { z } from 'zod'
import { isLoopback } from '../auth/address.ts'
import type { OidcSettings } from '../auth/oidc.ts'

type Secret = z.ZodType<string, string>
type List = z.ZodType<string[], string>

const oneLine = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^\P{C}+$/u, 'must be one line of text')

/** The keys of single sign-on; keys.ts explains `.meta`. */
export const oidcEnvironment = (list: List, secret: Secret) => ({
  ANHOP_OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'must be like https://id.example.vn/realms/office; http on loopback only')
    .optional()
    .meta({
      description: "The provider's issuer, exactly as in its discovery document",
      floor: 'NET: https, or http on loopback',
    }),
  ANHOP_OIDC_CLIENT_ID: oneLine(200)
    .optional()
    .meta({ description: "This server's client id at the provider" }),
  ANHOP_OIDC_CLIENT_SECRET: secret.optional().meta({
    description: 'Its client secret',
    floor: 'SES: 32 characters or more, not an example',
  }),
  ANHOP_OIDC_NAME: oneLine(60).optional().meta({
    description: 'Name of the provider, shown on the sign-in page as "Đăng nhập bằng …"',
  }),
  ANHOP_OIDC_HOST_ROLES: list
    .optional()
    .meta({ description: 'Roles, separated by commas, that make someone an organizer' }),
  ANHOP_OIDC_OPERATOR_ROLES: list.optional().meta({
    description: 'Roles that make someone an operator. Set at least one of these two keys',
    floor: 'SES: operators still need a second factor',
  }),
  ANHOP_OIDC_ROLE_CLAIM: oneLine(200).default('roles').meta({
    description:
      'The claim of the ID token that holds them: a name, or a path with dots such as `realm_access.roles`',
  }),
  ANHOP_OIDC_SCOPE: z
    .string()
    .regex(
      /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/,
      'must be words separated by spaces',
    )
    .refine((text) => text.split(' ').includes('openid'), 'must include openid')
    .default('openid profile')
    .meta({
      description: 'Requested scopes; some providers send roles or groups only for an extra scope',
    }),
  ANHOP_OIDC_TWO_FACTOR_ACR: list.optional().meta({
    description:
      '`acr` values that mean the provider checked two factors; `mfa` in `amr` always counts',
  }),
})
type Environment = z.output<z.ZodObject<ReturnType<typeof oidcEnvironment>>>

/** Null unless it is complete; `oidcFaults` lists what is missing. */
export function toOidc(env: Environment): OidcSettings | null {
  const { ANHOP_OIDC_ISSUER: issuer, ANHOP_OIDC_CLIENT_ID: clientId } = env
  const { ANHOP_OIDC_CLIENT_SECRET: clientSecret, ANHOP_OIDC_NAME: name } = env
  if (!issuer || !clientId || !clientSecret || !name) return null
  return {
    issuer,
    clientId,
    clientSecret,
    name,
    scope: env.ANHOP_OIDC_SCOPE,
    roles: {
      claim: env.ANHOP_OIDC_ROLE_CLAIM,
      host: env.ANHOP_OIDC_HOST_ROLES ?? [],
      operator: env.ANHOP_OIDC_OPERATOR_ROLES ?? [],
    },
    twoFactorContexts: env.ANHOP_OIDC_TWO_FACTOR_ACR ?? [],
  }
}

const NEEDED = [
  'ANHOP_OIDC_ISSUER',
  'ANHOP_OIDC_CLIENT_ID',
  'ANHOP_OIDC_CLIENT_SECRET',
  'ANHOP_OIDC_NAME',
] as const

/**
 * Requires all keys or none.
 * @param given the keys that are set
 */
export function oidcFaults(env: Environment, given: readonly string[]): string[] {
  if (!given.some((key) => key.startsWith('ANHOP_OIDC_'))) return []
  const missing = NEEDED.filter((key) => env[key] === undefined).map(
    (key) => `${key} is missing: other settings of single sign-on are set.`,
  )
  const roles = [...(env.ANHOP_OIDC_HOST_ROLES ?? []), ...(env.ANHOP_OIDC_OPERATOR_ROLES ?? [])]
  if (roles.length > 0) return missing
  const sentence =
    'ANHOP_OIDC_HOST_ROLES or ANHOP_OIDC_OPERATOR_ROLES is missing: without a role, nobody could sign in.'
  return [...missing, sentence]
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || text.includes('?') || text.includes('#')) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}
