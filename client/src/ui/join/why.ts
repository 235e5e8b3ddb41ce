import type { CallState } from '../../call/types.ts'

/** Why somebody is at the form again. `cannot_start`: this browser cannot run the call's code. */
export type Why = Extract<CallState, { phase: 'password' }>['why'] | 'cannot_start'
