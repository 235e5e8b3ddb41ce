import type { Effect, Write } from './effects.ts'

/**
 * What a method of the room answers, and in what order it becomes true.
 *
 * - `Effect[]`: it has happened. It gave nobody a right, so nothing had to be written first.
 * - `Narrowing`: takes something away. It holds at once, whatever the store does; what it writes is
 *   written as soon as the store can.
 * - `Proposal`: gives something to somebody. It is written first, and only then true and told [AUD].
 */
export type Change = readonly Effect[] | Narrowing | Proposal

export type Narrowing = {
  holds: 'at once'
  /**
   * Called once more when a proposal was being written meanwhile: what that one gives, this one
   * takes again. @throws Refusal when there is nothing to do
   */
  act: () => Effect[]
}

export type Proposal = {
  holds: 'once written'
  /**
   * Called when everything before it has been written, so it sees what that has changed.
   * @throws Refusal having changed nothing
   */
  draft: () => Draft
}

export type Draft = {
  writes: readonly Write[]
  /**
   * It is written, so it is true: does it, to those who are still there. `now` is when, in epoch
   * milliseconds.
   */
  apply: (now: number) => Effect[]
}

export const isNarrowing = (change: Change): change is Narrowing =>
  'holds' in change && change.holds === 'at once'
export const isProposal = (change: Change): change is Proposal =>
  'holds' in change && change.holds === 'once written'
