import type {
  ChatAddress,
  ChatView,
  IdentityKind,
  KnockFlag,
  KnockView,
  MeetingView,
  Mode,
  ParticipantView,
  Role,
} from '#protocol/model.ts'
import type { MeetingId, MessageId, ParticipantId } from '#protocol/ids.ts'
import type { Consent } from '#protocol/recording.ts'
import { leads } from '#protocol/roles.ts'

/**
 * The allow-list from server state to what people see: hashes, addresses, devices and account ids
 * never pass through here.
 */
export const meetingView = (
  meeting: { id: MeetingId; title: string; mode: Mode; locked: boolean; chat: boolean },
  now: Pick<MeetingView, 'hostPresent' | 'spotlight' | 'closesAt' | 'closing' | 'recording'>,
): MeetingView => ({
  id: meeting.id,
  title: meeting.title,
  mode: meeting.mode,
  locked: meeting.locked,
  chat: meeting.chat,
  hostPresent: now.hostPresent,
  spotlight: now.spotlight,
  closesAt: now.closesAt,
  closing: now.closing,
  recording: now.recording,
})

export const participantView = (
  person: {
    id: ParticipantId
    name: string
    position: string | null
    kind: IdentityKind
    role: Role
    floor: boolean
    turns: number
    share: { until: number | null } | null
    presents: boolean
    presence: { state: 'here' | 'away' }
  },
  hand: number | null,
  consent: Consent | null,
): ParticipantView => ({
  id: person.id,
  name: person.name,
  position: person.position,
  kind: person.kind,
  role: person.role,
  present: person.presence.state === 'here',
  hand,
  turns: person.turns,
  floor: person.floor,
  share: person.share === null ? null : { until: person.share.until },
  presents: person.presents,
  consent,
})

export const knockView = (
  knock: {
    id: ParticipantId
    name: string
    position: string | null
    kind: IdentityKind
    since: number
    presence: { state: 'here' | 'away' }
  },
  flags: KnockFlag[],
  keys: KnockView['keys'],
): KnockView => ({
  id: knock.id,
  name: knock.name,
  position: knock.position,
  kind: knock.kind,
  flags,
  since: knock.since,
  present: knock.presence.state === 'here',
  keys,
})

/** Only moderators see the lobby; for everyone else it does not exist. */
export const lobbyFor = (role: Role, knocks: KnockView[]): KnockView[] | null =>
  leads(role) ? knocks : null

export const chatView = (
  id: MessageId,
  from: { id: ParticipantId; name: string },
  sealed: string,
  to: ChatAddress,
  at: number,
): ChatView => ({
  id,
  from: from.id,
  name: from.name,
  to,
  sealed,
  at,
})

/** A message that is not for everyone is visible to moderators, its author and its recipient. */
export const mayRead = (
  reader: { id: ParticipantId; role: Role },
  { from, to }: Pick<ChatView, 'from' | 'to'>,
): boolean => {
  if (to === 'all' || to === 'announcement') return true
  if (leads(reader.role) || reader.id === from) return true
  return to !== 'hosts' && to.id === reader.id
}
