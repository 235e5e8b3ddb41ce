import type { IdentityKind } from './model.ts'

/**
 * [AUD] Every action the log can record. The log's types accept nothing else and the client must
 * have a text for each, so no entry is ever unreadable.
 */
export const AUDIT_ACTIONS = [
  'setup.link',
  'setup.done',
  'account.created',
  'account.activated',
  'account.link',
  'account.disabled',
  'account.enabled',
  'account.password',
  'account.role',
  'account.signed_out',
  'factor.added',
  'factor.removed',
  'factor.codes',
  'factor.code_used',
  'factor.failed',
  'factor.reset',
  'policy.hosts_need_factor',
  'policy.changed',
  'office.changed',
  'session.half',
  'session.opened',
  'session.closed',
  'session.closed_all',
  'session.closed_others',
  'session.revoked',
  'session.failed',
  'session.sso_refused',
  'meeting.created',
  'meeting.password',
  'meeting.mode',
  'meeting.setting',
  'meeting.keys',
  'meeting.keys_replaced',
  'meeting.ended',
  'meeting.closed_without_host',
  'host.entered',
  'host.handed_over',
  'cohost.added',
  'cohost.removed',
  'lobby.knocked',
  'lobby.admitted',
  'lobby.refused',
  'lobby.refused_and_blocked',
  'lobby.message',
  'lobby.returned',
  'invite.created',
  'invite.mailed',
  'invite.revoked',
  'invite.two_networks',
  'block.lifted',
  'participant.left',
  'participant.muted',
  'participant.camera_off',
  'participant.overrun',
  'participant.removed',
  'participant.removed_and_blocked',
  'participant.account_disabled',
  'participant.invite_revoked',
  'floor.given',
  'floor.taken',
  'share.granted',
  'share.revoked',
  'share.started',
  'share.stopped',
  'share.expired',
  'share.lapsed',
  'vote.opened',
  'vote.closed',
  'vote.cancelled',
  'vote.void',
  'schedule.set',
  'schedule.changed',
  'schedule.moved',
  'schedule.skipped',
  'schedule.cancelled',
  'schedule.prolonged',
  'schedule.sitting_ended',
  'schedule.passed',
  'schedule.mailed',
  'feed.made',
  'feed.revoked',
  'present.granted',
  'present.revoked',
  'present.lapsed',
  'document.put',
  'document.removed',
  'document.download',
  'document.copied',
  'document.kept',
  'recording.asked',
  'recording.agreed',
  'recording.refused',
  'recording.withdrawn',
  'recording.started',
  'recording.stopped',
  'recording.shared',
  'recording.opened',
  'recording.deleted',
  'recording.expired',
  'recording.key',
  'incident.contained',
  'incident.evidence',
  'data.forgotten',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** The part before the dot; the log can be filtered by it. */
export type AuditGroup = AuditAction extends infer A
  ? A extends `${infer Group}.${string}`
    ? Group
    : never
  : never

/**
 * Details an entry may carry besides its actor and subject. Never a password, a token or message
 * text.
 */
export const AUDIT_DETAILS = [
  'mode',
  'proposed',
  'locked',
  'invitedOnly',
  'chat',
  'minutes',
  'days',
  'kind',
  'role',
  'count',
  'invite',
  'source',
  'factor',
  'on',
  'sso',
  'setting',
  'before',
  'after',
  'vote',
  'secret',
  'counts',
  'voted',
  'entitled',
  'quorum',
  'outcome',
  'recording',
  'text',
  'reason',
] as const
export type AuditDetail = (typeof AUDIT_DETAILS)[number]
export type AuditDetails = { [K in AuditDetail]?: string | number | boolean | null }

/** `unknown`: no name is left for this person or thing. */
export type AuditWho = { kind: 'system' | 'unknown' } | { kind: IdentityKind; name: string }

/** One entry as displayed: no address or device hashes, no ids of people. */
export type AuditView = {
  seq: number
  /** Epoch milliseconds. */
  at: number
  /** An `AuditAction`, or an action written by an older server version. */
  action: string
  by: AuditWho
  target: AuditWho | null
  meeting: { id: string; title: string } | null
  details: AuditDetails
}

/** Newest first. `next` is the `before` of the next page, or null on the last page. */
export type AuditPage = { entries: AuditView[]; next: number | null }
