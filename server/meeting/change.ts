import type { Effect, Write } from './effects.ts'

/**
 * What a method of the room returns, and when it takes effect.
 *
 * - `Effect[]`: it has happened. It gave nobody a right, so nothing had to be stored first.
 * - `Narrowing`: takes something away. It takes effect immediately, whatever the store does; its
 *   writes follow as soon as the store can take them.
 * - `Proposal`: gives something to someone. It is stored first, and only then applied and announced
 *   [AUD].
 */
export type Change = readonly Effect[] | Narrowing | Proposal

export type Narrowing = {
  holds: 'at once'
  /**
   * Called a second time if a proposal was being written meanwhile, to revoke what that proposal
   * granted.
   * @throws Refusal if there is nothing to do
   */
  act: () => Effect[]
}

export type Proposal = {
  holds: 'once written'
  /**
   * Called once all earlier changes are written, so it sees their effects.
   * @throws Refusal having changed nothing
   */
  draft: () => Draft
}

export type Draft = {
  writes: readonly Write[]
  /**
   * Called once the draft is written: applies it to those who are still present. `now` is in epoch
   * milliseconds.
   */
  apply: (now: number) => Effect[]
}

export const isNarrowing = (change: Change): change is Narrowing =>
  'holds' in change && change.holds === 'at once'
export const isProposal = (change: Change): change is Proposal =>
  'holds' in change && change.holds === 'once written'
