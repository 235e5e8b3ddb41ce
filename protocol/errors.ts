import type { ParticipantId } from './ids.ts'

/**
 * Every refusal a person can see has one stable code. The client supplies the text in the person's
 * language; the server never sends prose.
 */
export const ERROR_CODES = [
  // requests and transport
  'outdated_page',
  'invalid_input',
  'too_large',
  'rate_limited',
  'wrong_phase',
  'forbidden',
  'not_found',
  'busy',
  'out_of_order',
  'store_unavailable',
  'internal',
  // policy (POL)
  'too_loose',
  // accounts and sessions
  'unauthenticated',
  'bad_credentials',
  'link_invalid',
  'username_taken',
  'own_account',
  // second factors
  'factor_needed',
  'too_many_factors',
  'factor_known',
  'no_factor',
  'proof_needed',
  'bad_code',
  'passkey_refused',
  'factor_required',
  // single sign-on
  'sso_unavailable',
  'not_sso',
  'sso_expired',
  'sso_failed',
  'sso_not_allowed',
  'sso_account',
  // passwords (PWD)
  'password_too_short',
  'password_too_long',
  'password_too_weak',
  'password_too_common',
  'password_is_context',
  'wrong_password',
  'locked_out',
  // admission (ADM)
  'blocked',
  'removed',
  'meeting_locked',
  'meeting_over',
  'meeting_full',
  'too_many_meetings',
  'server_full',
  'lobby_full',
  'host_absent',
  'ticket_invalid',
  'target_gone',
  'invite_needed',
  'invite_in_use',
  'already_here',
  'accounts_only',
  'lobby_closed',
  // calendar (CAL)
  'bad_schedule',
  'no_schedule',
  'time_over',
  'nothing_to_extend',
  'people_unknown',
  // media (SHR, FLR)
  'not_granted',
  'wrong_mode',
  'already_granted',
  'no_floor',
  'not_listed',
  'share_taken',
  'source_kind_mismatch',
  'source_taken',
  'too_many_tracks',
  'media_failed',
  'sent_too_much',
  'chat_off',
  'too_many_questions',
  'account_needed',
  // votes (VOT)
  'not_entitled',
  'too_many_votes',
  'already_voted',
  'vote_over',
  'vote_running',
  'too_few_voters',
  // documents (DOC)
  'document_type',
  'document_broken',
  'document_mixed',
  'document_too_large',
  'too_many_documents',
  'whiteboard',
  'page_turned',
  'already_presented',
  'not_presenting',
  'ink_full',
  // keys (E2E)
  'keys_pending',
  // recording (REC)
  'not_consented',
  'recording_running',
  'recording_over',
  'consent_outdated',
  'recording_full',
  // mail
  'mail_off',
  'mail_queued',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** What is wrong with a field. `hidden`: a name contains invisible or reordering characters. */
export const INPUT_FAULTS = ['missing', 'empty', 'too_long', 'hidden', 'invalid'] as const
export type InputFault = (typeof INPUT_FAULTS)[number]

/** What some refusals carry besides their code. */
type More = {
  /** The rule in docs/SPEC.md that a setting would break. */
  rule?: string
  /** With `password_too_short`: the minimum length in characters. */
  atLeast?: number
  /**
   * With `invalid_input`: path of the faulty field from the root of the input, such as `title` or
   * `names.3`.
   */
  field?: string
  fault?: InputFault
  /** With a field that is too long: the maximum length in characters. */
  most?: number
  /** Where one request is about several people: those because of whom nothing was done. */
  who?: readonly ParticipantId[]
  /** With `out_of_order`: the epoch that the group's keys have reached. */
  epoch?: number
}
/** A refusal on the wire. `retryAfter` is in whole seconds; sent with rate limits and lock-outs. */
export type WireError = { code: ErrorCode; retryAfter?: number } & More

/**
 * The only error class shown to people. Anything else thrown is a bug: it is logged and answered
 * with `internal`.
 */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly retryAfter: number | undefined
  readonly #more: More
  constructor(code: ErrorCode, retryAfter?: number, more: More = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.retryAfter = retryAfter
    this.#more = more
  }
  toWire(): WireError {
    const { code, retryAfter } = this
    return { code, ...(retryAfter === undefined ? {} : { retryAfter }), ...this.#more }
  }
}
