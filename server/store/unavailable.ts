import { Refusal } from '#protocol/errors.ts'

/** Seconds after which asking again makes sense. */
const AGAIN = 5

/**
 * The store cannot be reached, or takes no change now: PostgreSQL is gone, a disk is full, a lock is
 * held for too long. What was asked is not done, or (when the line broke at the very end) not known
 * to be. Running meetings go on without it.
 */
export class StoreUnavailable extends Refusal {
  override readonly name = 'StoreUnavailable'
  /** @param cause what the driver said: for the log, never for the person */
  constructor(cause: unknown) {
    super('store_unavailable', AGAIN)
    this.cause = cause
    this.message = cause instanceof Error ? cause.message : String(cause)
  }
}
