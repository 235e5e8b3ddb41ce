import type { MeetingView, ParticipantView, TrackView } from '#protocol/model.ts'
import { leads, outranks } from '#protocol/roles.ts'

/**
 * Actions on a person that the UI offers a moderator. The server authorizes every request again
 * (server/policy/authorize.ts); this only hides buttons that could not work.
 */
export type PersonAction =
  | 'mute'
  | 'cameraOff'
  | 'lowerHand'
  | 'giveFloor'
  | 'takeFloor'
  | 'passFloor'
  | 'grantShare'
  | 'revokeShare'
  | 'allowPresenting'
  | 'revokePresenting'
  | 'spotlight'
  | 'unspotlight'
  | 'makeCohost'
  | 'unmakeCohost'
  | 'handOver'
  | 'sendBack'
  | 'remove'

type On = {
  me: ParticipantView
  target: ParticipantView
  meeting: MeetingView
  tracks: readonly TrackView[]
}

export function actionsFor({ me, target, meeting, tracks }: On): PersonAction[] {
  if (!leads(me.role)) return []
  const self = me.id === target.id
  const below = outranks(me.role, target.role)
  const notAbove = mayQuiet(me, target)
  const sends = (source: TrackView['source']) =>
    tracks.some((t) => t.participant === target.id && t.source === source && !t.paused)
  const offered: Record<PersonAction, boolean> = {
    mute: notAbove && sends('microphone'),
    cameraOff: notAbove && sends('camera'),
    lowerHand: !self && target.hand !== null,
    giveFloor: meeting.mode !== 'discussion' && !target.floor && needsFloor(meeting, target),
    passFloor: meeting.mode === 'conference' && needsFloor(meeting, target),
    takeFloor: meeting.mode !== 'discussion' && target.floor,
    grantShare: below && target.role === 'participant',
    revokeShare: notAbove && (target.share !== null || sends('screen')),
    allowPresenting: below && !target.presents && target.role === 'participant',
    revokePresenting: notAbove && target.presents,
    spotlight: me.role === 'host' && meeting.spotlight !== target.id,
    unspotlight: me.role === 'host' && meeting.spotlight === target.id,
    makeCohost: me.role === 'host' && target.role === 'participant',
    unmakeCohost: me.role === 'host' && target.role === 'cohost',
    handOver: me.role === 'host' && below && target.kind === 'account',
    sendBack: below,
    remove: below,
  }
  return (Object.keys(offered) as PersonAction[]).filter((action) => offered[action])
}

/** Whether one person may mute another and turn their camera off. */
export const mayQuiet = (me: ParticipantView, target: ParticipantView): boolean =>
  leads(me.role) && me.id !== target.id && !outranks(target.role, me.role)

/** In a conference, moderators can always speak; in a lecture, they also need the floor. */
const needsFloor = (meeting: MeetingView, target: ParticipantView) =>
  meeting.mode === 'lecture' || !leads(target.role)
