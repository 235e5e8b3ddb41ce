import type { ServerEvent } from '../signaling/socket.ts'

/** Milliseconds. */
export const PACE = {
  /** Until what failed on the way is asked for again. */
  late: 1000,
  /** Until somebody with S tries again to found, where a leader may still return. */
  absent: 3000,
  /** The same, where others go on with the group that there is: they only seem to. */
  others: 10_000,
  /** How long people who have just knocked may take to offer keys. */
  offers: 15_000,
  /** Until declined keys are followed by new ones: words may have been compared meanwhile. */
  declined: 15_000,
} as const
/** So many Welcomes that open with no key of ours are no bad luck. */
export const UNKNOWN = 3

const HEARD = [
  'waiting',
  'snapshot',
  'participant',
  'keyGroup',
  'keyWelcome',
  'keyCommit',
  'keyWork',
  'keyLost',
  'keyResumed',
  'keyDeclined',
  'keyChallenge',
  'keySecret',
] as const
export type Heard = Extract<ServerEvent, { name: (typeof HEARD)[number] }>
export const isHeard = (event: ServerEvent): event is Heard =>
  HEARD.some((name) => name === event.name)
