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

/** The keys of single sign-on; what `.meta` holds is said in config-keys.ts. */
export const oidcEnvironment = (list: List, secret: Secret) => ({
  ANHOP_OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'must be like https://id.example.vn/realms/office; http on loopback only')
    .optional()
    .meta({
      description: "The provider's issuer, as its description writes it",
      floor: 'NET: https, or http on loopback',
    }),
  ANHOP_OIDC_CLIENT_ID: oneLine(200).optional().meta({ description: "This server's name there" }),
  ANHOP_OIDC_CLIENT_SECRET: secret.optional().meta({
    description: 'Its secret there',
    floor: 'SES: 32 characters or more, and no example',
  }),
  ANHOP_OIDC_NAME: oneLine(60).optional().meta({
    description: 'What people call the provider: "Đăng nhập bằng …" stands on the sign-in page',
  }),
  ANHOP_OIDC_HOST_ROLES: list
    .optional()
    .meta({ description: 'Roles, divided by commas, that make an organiser' }),
  ANHOP_OIDC_OPERATOR_ROLES: list.optional().meta({
    description: 'Roles that make an operator. Of these two keys at least one is needed',
    floor: 'SES: a second factor is asked of operators all the same',
  }),
  ANHOP_OIDC_ROLE_CLAIM: oneLine(200).default('roles').meta({
    description:
      'The claim of the ID token that holds them: a name, or a path with dots such as `realm_access.roles`',
  }),
  ANHOP_OIDC_SCOPE: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must be words with spaces')
    .refine((text) => text.split(' ').includes('openid'), 'must have openid in it')
    .default('openid profile')
    .meta({
      description:
        'What is asked for; some providers give roles or groups for a scope of their own only',
    }),
  ANHOP_OIDC_TWO_FACTOR_ACR: list.optional().meta({
    description:
      'Values of `acr` by which the provider says that it has asked for two factors; `mfa` in `amr` always counts',
  }),
})
type Environment = z.output<z.ZodObject<ReturnType<typeof oidcEnvironment>>>

/** Null unless it is whole; `oidcFaults` says what is missing. */
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

/** All or nothing. @param given the keys that are set */
export function oidcFaults(env: Environment, given: readonly string[]): string[] {
  if (!given.some((key) => key.startsWith('ANHOP_OIDC_'))) return []
  const missing = NEEDED.filter((key) => env[key] === undefined).map(
    (key) => `${key} is needed for single sign-on, of which other settings are there.`,
  )
  const roles = [...(env.ANHOP_OIDC_HOST_ROLES ?? []), ...(env.ANHOP_OIDC_OPERATOR_ROLES ?? [])]
  if (roles.length > 0) return missing
  const sentence =
    'ANHOP_OIDC_HOST_ROLES or ANHOP_OIDC_OPERATOR_ROLES is needed: without a role that counts nobody could sign in.'
  return [...missing, sentence]
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || text.includes('?') || text.includes('#')) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}
