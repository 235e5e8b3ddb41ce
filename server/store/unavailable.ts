import { Refusal } from '#protocol/errors.ts'

/** Seconds after which a retry makes sense. */
const RETRY_AFTER = 5

/**
 * The store is unreachable or cannot accept a change: PostgreSQL is gone, the disk is full, or a
 * lock is held for too long. The operation did not happen or, if the connection broke at the very
 * end, its outcome is unknown. Running meetings continue without it.
 */
export class StoreUnavailable extends Refusal {
  override readonly name = 'StoreUnavailable'
  /** @param cause the driver's error: for the log, never for the person */
  constructor(cause: unknown) {
    super('store_unavailable', RETRY_AFTER)
    this.cause = cause
    this.message = cause instanceof Error ? cause.message : String(cause)
  }
}
