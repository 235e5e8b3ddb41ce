import type { CallState } from '../../call/types.ts'

/** Why the form is shown again. `cannot_start`: this browser cannot run the call code. */
export type Why = Extract<CallState, { phase: 'password' }>['why'] | 'cannot_start'
