/** Paths that are pages. Each gets the same document, and the client decides what to show. */
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
  '/server/office',
  '/kiem-tra',
  '/help',
  '/help/officials',
  '/help/hosts',
  '/help/desk',
  '/help/operators',
] as const

/** Pages of one meeting; the response is the same whether or not the meeting exists [PWD4]. */
export const MEETING_PAGES = [
  '/m/:id',
  '/meetings/:id/audit',
  '/meetings/:id/invites',
  '/meetings/:id/schedule',
] as const
