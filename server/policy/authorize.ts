import type { ErrorCode } from '#protocol/errors.ts'
import type { IdentityKind, Mode, Role } from '#protocol/model.ts'
import { outranks } from '#protocol/roles.ts'

/** The actor or target, as the server knows them. */
export type Actor = { id: string; role: Role }
export type Target = Actor & { kind: IdentityKind }

type TargetRule =
  /** The action has no target. */
  | 'nobody'
  /** Anyone in the room. */
  | 'anyone'
  /** The actor's own rank or lower. */
  | 'not_above'
  /** Strictly lower than the actor, so never the actor. */
  | 'below'

type Rule = {
  by: readonly Role[]
  target: TargetRule
  /**
   * [FLR] Modes in which the action makes sense. Giving the floor in other modes is an error rather
   * than a silent success.
   */
  modes?: readonly Mode[]
  /** The target must be signed in, so that a host can return as one. */
  accountOnly?: true
}

const LEADERS = ['host', 'cohost'] as const
const HOST = ['host'] as const

/** Every moderator action, who may perform it, and on whom. Anything not listed does not exist. */
export const RULES = {
  'lobby.admit': { by: LEADERS, target: 'nobody' },
  'lobby.refuse': { by: LEADERS, target: 'nobody' },
  'lobby.message': { by: LEADERS, target: 'nobody' },
  'lobby.return': { by: LEADERS, target: 'below' },
  'participant.mute': { by: LEADERS, target: 'not_above' },
  'participant.muteAll': { by: LEADERS, target: 'nobody' },
  'participant.cameraOff': { by: LEADERS, target: 'not_above' },
  'participant.remove': { by: LEADERS, target: 'below' },
  'hand.lower': { by: LEADERS, target: 'anyone' },
  'hand.lowerAll': { by: LEADERS, target: 'nobody' },
  'floor.give': { by: LEADERS, target: 'anyone', modes: ['conference', 'lecture'] },
  'floor.take': { by: LEADERS, target: 'anyone', modes: ['conference', 'lecture'] },
  'floor.pass': { by: LEADERS, target: 'anyone', modes: ['conference', 'lecture'] },
  'speakers.add': { by: LEADERS, target: 'nobody', modes: ['conference', 'lecture'] },
  'speakers.remove': { by: LEADERS, target: 'anyone', modes: ['conference', 'lecture'] },
  'speakers.move': { by: LEADERS, target: 'anyone', modes: ['conference', 'lecture'] },
  'question.mark': { by: LEADERS, target: 'nobody' },
  'question.show': { by: LEADERS, target: 'nobody' },
  'question.seal': { by: LEADERS, target: 'nobody' },
  'share.grant': { by: LEADERS, target: 'below' },
  'share.revoke': { by: LEADERS, target: 'not_above' },
  'present.grant': { by: LEADERS, target: 'below' },
  'present.revoke': { by: LEADERS, target: 'not_above' },
  'document.download': { by: LEADERS, target: 'nobody' },
  'document.keep': { by: HOST, target: 'nobody' },
  'meeting.mode': { by: LEADERS, target: 'nobody' },
  'meeting.lock': { by: LEADERS, target: 'nobody' },
  'meeting.chat': { by: LEADERS, target: 'nobody' },
  'vote.open': { by: LEADERS, target: 'nobody' },
  'vote.close': { by: LEADERS, target: 'nobody' },
  'vote.cancel': { by: LEADERS, target: 'nobody' },
  'cohost.add': { by: HOST, target: 'below' },
  'cohost.remove': { by: HOST, target: 'below' },
  'host.handOver': { by: HOST, target: 'below', accountOnly: true },
  'spotlight.set': { by: HOST, target: 'anyone' },
  'spotlight.clear': { by: HOST, target: 'nobody' },
  'meeting.prolong': { by: HOST, target: 'nobody' },
  'meeting.end': { by: HOST, target: 'nobody' },
  'keys.establish': { by: HOST, target: 'nobody' },
  'keys.found': { by: LEADERS, target: 'nobody' },
  'keys.offers': { by: LEADERS, target: 'nobody' },
  'keys.commit': { by: LEADERS, target: 'nobody' },
  'keys.decline': { by: LEADERS, target: 'nobody' },
  'keys.challenge': { by: LEADERS, target: 'nobody' },
  'keys.share': { by: LEADERS, target: 'anyone' },
  'recording.ask': { by: HOST, target: 'nobody' },
  'recording.begin': { by: HOST, target: 'nobody' },
  'recording.stop': { by: LEADERS, target: 'nobody' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof RULES

/**
 * Returns the reason for a refusal, or null. `target` is undefined if the person is not in the
 * room.
 */
export function authorize(
  action: Action,
  actor: Actor,
  target: Target | undefined,
  mode: Mode,
): ErrorCode | null {
  const rule: Rule = RULES[action]
  if (!rule.by.includes(actor.role)) return 'forbidden'
  if (rule.target !== 'nobody') {
    if (target === undefined) return 'target_gone'
    if (!reaches(rule.target, actor, target)) return 'forbidden'
    if (rule.accountOnly && target.kind !== 'account') return 'account_needed'
  }
  if (rule.modes && !rule.modes.includes(mode)) return 'wrong_mode'
  return null
}

function reaches(rule: Exclude<TargetRule, 'nobody'>, actor: Actor, target: Actor): boolean {
  switch (rule) {
    case 'anyone':
      return true
    case 'not_above':
      return !outranks(target.role, actor.role)
    case 'below':
      return outranks(actor.role, target.role)
  }
}
