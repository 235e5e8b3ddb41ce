import { z } from 'zod'
import { isReadable } from './accent.ts'
import type { Accent } from './accent.ts'
import { isHelpAddress } from './help-address.ts'
import { LIMITS } from './limits.ts'
import { writtenLine } from './text.ts'

/** [POL3] What the operator sets so that people recognize their office. */

export const EMBLEM_KINDS = ['png', 'jpeg', 'webp'] as const
export type EmblemKind = (typeof EMBLEM_KINDS)[number]

/** `#rrggbb`, readable as a button with white text and as a link on white. */
export const AccentColor = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .toLowerCase()
  .refine(isReadable)

const HelpAddress = z.string().trim().refine(isHelpAddress)

/** POST /api/office. Omitted fields stay unchanged; null goes back to the default. */
export const OfficeChange = z
  .strictObject({
    name: writtenLine(LIMITS.officeName).nullable(),
    accent: AccentColor.nullable(),
    helpLine: writtenLine(LIMITS.helpLine).nullable(),
    helpAddress: HelpAddress.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0)
export type OfficeChange = z.output<typeof OfficeChange>
export const OFFICE_FIELDS = ['name', 'accent', 'helpLine', 'helpAddress'] as const

/** As stored; null: not set. `emblem`: its hash. */
export type OfficeRecord = {
  name: string | null
  accent: string | null
  /** A telephone number, or whatever the office writes there. */
  helpLine: string | null
  /** A mail address or an https URL. */
  helpAddress: string | null
  emblem: string | null
}
/** The setting's name in the log. */
export type OfficeSetting = keyof OfficeRecord

/**
 * Comes with GET /api/me, to everyone; POST /api/office and POST and DELETE /api/office/emblem
 * answer with it. The emblem is at GET /api/office/emblem/:hash.
 */
export type Office = OfficeRecord & { shades: Accent | null }
