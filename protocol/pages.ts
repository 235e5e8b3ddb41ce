/** Addresses that are pages: each gets the one document, which shows what belongs there. */
export const PAGES = [
  '/',
  '/setup',
  '/activate',
  '/sign-in',
  '/meetings',
  '/meetings/new',
  '/calendar',
  '/accounts',
  '/recordings',
  '/account/security',
  '/audit',
  '/server/meetings',
  '/server/health',
  '/server/policy',
] as const

/** Pages of one meeting; alike for meetings that exist and that do not [PWD4]. */
export const MEETING_PAGES = [
  '/m/:id',
  '/meetings/:id/audit',
  '/meetings/:id/invites',
  '/meetings/:id/schedule',
] as const
