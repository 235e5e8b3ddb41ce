import type { ParticipantId } from '#protocol/ids.ts'
import type { Source, TrackView } from '#protocol/model.ts'
import type { ServerEvents } from '#protocol/messages.ts'
import { UNKNOWN_QUALITY } from '../media/connection-quality.ts'
import type { Blocked } from '../media/blocked.ts'
import type { ConnectionQuality } from '../media/connection-quality.ts'
import type { ServerEvent } from '../signaling/socket.ts'
import { FULL_BANDWIDTH } from './select-layers.ts'
import type { BandwidthMode } from './select-layers.ts'
import type { ChatMessage, Said } from '../keys/types.ts'
import { withNotice } from './notices.ts'
import type { AdmittedState, CallState, KeysView, Link, OwnSource } from './types.ts'

/** Same as the server keeps (LIMITS.chatHistory); older messages are dropped. */
const CHAT_KEPT = 200
/** More than can arrive between two paints; the UI removes shown ones itself. */
const REACTIONS_KEPT = 100

export const ALL_OFF: Record<Source, OwnSource> = {
  microphone: { state: 'off' },
  camera: { state: 'off' },
  screen: { state: 'off' },
  screen_audio: { state: 'off' },
}

export const KEYS_AT_FIRST: KeysView = {
  state: 'making',
  why: null,
  members: [],
  grades: new Map(),
  knocks: new Map(),
  unproven: [],
  spoken: false,
  link: 'none',
  founder: null,
  secret: false,
}

/** Everything that changes the state: server events and the engine's own changes. */
export type Change =
  /** `key` identifies things shown once, such as notices and toasts. */
  | { type: 'event'; event: ServerEvent; key: number }
  /** `online`: the computer has a network again, which says nothing about the server yet. */
  | { type: 'link'; link: 'up' | 'lost' | 'offline' | 'online' }
  | { type: 'own'; own: Record<Source, OwnSource> }
  | { type: 'received'; id: TrackView['id']; track: MediaStreamTrack | null }
  | { type: 'line'; line: ConnectionQuality }
  | { type: 'blocked'; blocked: Blocked | null }
  | { type: 'bandwidth'; bandwidth: BandwidthMode }
  | { type: 'keys'; keys: KeysView }
  | { type: 'said'; said: Said; key: number }
  | { type: 'dismissNotice'; key: number }
  | { type: 'password'; why: 'changed' | 'ticket_invalid' | 'unreachable' }
  | { type: 'outdated' }
  | { type: 'closed'; reason: Extract<CallState, { phase: 'closed' }>['reason'] }

/**
 * The state after one change. Pure; returns the same object if nothing changed. A closed call stays
 * closed: no event reopens it.
 */
export function reduce(state: CallState, change: Change): CallState {
  if (isOver(state)) return state
  switch (change.type) {
    case 'event':
      return onEvent(state, change.event, change.key)
    case 'password':
      return { phase: 'password', why: change.why }
    case 'outdated':
      return { phase: 'outdated' }
    case 'closed':
      return { phase: 'closed', reason: change.reason, message: null }
    case 'link':
      return 'link' in state ? linked(state, linkAfter(state.link, change.link)) : state
    case 'own':
      return admitted(state, () => ({ own: change.own }))
    case 'received':
      return admitted(state, (now) => ({ received: withTrack(now.received, change) }))
    case 'line':
      return admitted(state, () => ({ line: change.line }))
    case 'blocked':
      return admitted(state, () => ({ blocked: change.blocked }))
    case 'bandwidth':
      return admitted(state, () => ({ bandwidth: change.bandwidth }))
    case 'keys':
      return withKeys(state, change.keys)
    case 'said':
      return admitted(state, (now) => withSaid(now, change.said, change.key))
    case 'dismissNotice':
      return admitted(state, (now) => ({
        notices: now.notices.filter((notice) => notice.key !== change.key),
      }))
    default:
      return state
  }
}

/** Whether this call is over here; its person may begin another. */
export const isOver = ({ phase }: CallState): boolean =>
  phase === 'closed' || phase === 'password' || phase === 'outdated'

function onEvent(state: CallState, event: ServerEvent, key: number): CallState {
  switch (event.name) {
    case 'waiting':
      return waiting(state, event.data)
    case 'password':
      return { phase: 'password', why: 'changed' }
    case 'closed':
      return { phase: 'closed', reason: event.data.reason, message: event.data.message }
    case 'restarting':
      return linked(state, 'restarting')
    case 'snapshot':
      return onSnapshot(state, event.data, key)
    case 'meeting':
      return admitted(state, () => ({ meeting: event.data }))
    case 'participant':
      return admitted(state, (now) => ({ participants: upsert(now.participants, event.data) }))
    case 'participantLeft':
      return admitted(state, (now) => withoutParticipant(now, event.data.id))
    case 'track':
      return admitted(state, (now) => ({ tracks: upsert(now.tracks, event.data) }))
    case 'trackEnded':
      return admitted(state, (now) => ({
        tracks: now.tracks.filter(({ id }) => id !== event.data.id),
        received: withTrack(now.received, { id: event.data.id, track: null }),
      }))
    case 'ownTrack':
      return admitted(state, () => ({ ownEvent: { key, ...event.data } }))
    case 'handLowered':
      return admitted(state, () => ({ handLowered: { key, ...event.data } }))
    case 'grant':
      return admitted(state, () => ({ grant: event.data.sources }))
    case 'vote':
      return admitted(state, (now) => ({ votes: upsert(now.votes, event.data) }))
    case 'ballot':
      return admitted(state, () => ({ ballot: event.data.ballot }))
    case 'speaker':
      return admitted(state, () => ({ speaker: event.data.id }))
    case 'speakers':
      return admitted(state, () => ({ speakers: event.data }))
    case 'recordingStopped':
      return admitted(state, () => ({ recordingStopped: { key, ...event.data } }))
    case 'lobby':
      return admitted(state, () => ({ lobby: event.data.knocks }))
    case 'presentation':
      return admitted(state, () => ({ presentation: event.data }))
    case 'notice':
      return admitted(state, (now) => ({
        notices: withNotice(now.notices, { ...event.data, key }),
      }))
    // Frequent events that only the document view needs; `presentation.ts` handles them.
    case 'pageTurned':
    case 'ink':
    case 'laser':
    // What is sealed, and what becomes of keys, is said by who holds them.
    case 'chat':
    case 'reaction':
    case 'questions':
    case 'keyBeat':
    case 'keyChallenge':
    case 'keyCommit':
    case 'keyDeclined':
    case 'keyFounder':
    case 'keyGroup':
    case 'keyLost':
    case 'keyReached':
    case 'keyResumed':
    case 'keyRevealed':
    case 'keySecret':
    case 'keyWelcome':
    case 'keyWork':
      return state
    default:
      // A newer server may send events this client does not know.
      return state
  }
}

function linkAfter(now: Link, change: Extract<Change, { type: 'link' }>['link']): Link {
  // This disconnection was announced; keep saying "restarting".
  if (now === 'restarting') return now
  if (change === 'online') return now === 'offline' ? 'lost' : now
  // The cause is more useful than its effect.
  return now === 'offline' && change === 'lost' ? now : change
}

function linked(state: CallState, link: Link): CallState {
  return 'link' in state && state.link !== link ? { ...state, link } : state
}

const keysOf = (state: CallState): KeysView => ('keys' in state ? state.keys : KEYS_AT_FIRST)

function waiting(
  state: CallState,
  { message, returned }: ServerEvents['waiting'],
): CallState & { phase: 'waiting' } {
  return { phase: 'waiting', message, returned, link: 'up', keys: keysOf(state) }
}

/** Replaces everything that comes from the server and keeps what is local to this browser. */
function onSnapshot(
  state: CallState,
  snapshot: ServerEvents['snapshot'],
  key: number,
): AdmittedState {
  const before = state.phase === 'admitted' ? state : null
  return {
    phase: 'admitted',
    link: 'up',
    self: snapshot.self,
    welcome: snapshot.welcome,
    meeting: snapshot.meeting,
    participants: snapshot.participants,
    tracks: snapshot.tracks,
    chat: before?.chat ?? [],
    votes: snapshot.votes,
    ballot: snapshot.ballot,
    lobby: snapshot.lobby,
    notices: before?.notices ?? [],
    grant: snapshot.grant,
    reactions: [],
    speaker: snapshot.speaker,
    speakers: snapshot.speakers,
    questions: before?.questions ?? { list: [], shown: null },
    presentation: snapshot.presentation,
    recordingStopped: before && lastStopped(before, snapshot, key),
    own: before?.own ?? ALL_OFF,
    // A snapshot starts a new media session, so nothing is received yet.
    received: new Map(),
    line: UNKNOWN_QUALITY,
    blocked: null,
    bandwidth: before?.bandwidth ?? FULL_BANDWIDTH,
    keys: keysOf(state),
    ownEvent: before?.ownEvent ?? null,
    handLowered: before?.handLowered ?? null,
  }
}

/** [REC4] Who was away when a recording stopped is told too, without the reason. */
function lastStopped(
  { meeting, recordingStopped }: AdmittedState,
  snapshot: ServerEvents['snapshot'],
  key: number,
): AdmittedState['recordingStopped'] {
  const before = meeting.recording
  const now = snapshot.meeting.recording
  if (!before || before.state === 'off') return recordingStopped
  if (now && now.state !== 'off' && now.id === before.id) return recordingStopped
  return { key, id: before.id, reason: 'host', ran: before.state === 'running' }
}

function admitted(
  state: CallState,
  change: (now: AdmittedState) => Partial<AdmittedState>,
): CallState {
  return state.phase === 'admitted' ? { ...state, ...change(state) } : state
}

function withoutParticipant(now: AdmittedState, id: ParticipantId): Partial<AdmittedState> {
  const theirs = new Set(now.tracks.filter((t) => t.participant === id).map((t) => t.id))
  return {
    participants: now.participants.filter((participant) => participant.id !== id),
    tracks: now.tracks.filter((track) => !theirs.has(track.id)),
    received: new Map([...now.received].filter(([track]) => !theirs.has(track))),
    speaker: now.speaker === id ? null : now.speaker,
  }
}

/** Where keys do not agree, there is no media session any more, and no last picture. */
function withKeys(state: CallState, keys: KeysView): CallState {
  if (state.phase === 'admitted' && keys.state === 'broken')
    return { ...state, keys, received: new Map() }
  return 'keys' in state ? { ...state, keys } : state
}

function withSaid(now: AdmittedState, said: Said, key: number): Partial<AdmittedState> {
  switch (said.type) {
    case 'chat':
      return { chat: inOrder(now.chat, said.message) }
    case 'reaction': {
      const { from, reaction } = said
      return { reactions: [...now.reactions, { key, from, reaction }].slice(-REACTIONS_KEPT) }
    }
    case 'questions':
      return { questions: said.questions }
  }
}

/** What was opened late stands where it belongs. */
function inOrder(chat: ChatMessage[], message: ChatMessage): ChatMessage[] {
  if (chat.some(({ id }) => id === message.id)) return chat
  const at = chat.findLastIndex((one) => one.at <= message.at) + 1
  return [...chat.slice(0, at), message, ...chat.slice(at)].slice(-CHAT_KEPT)
}

/** Replaces in place, to preserve the order of arrival. */
function upsert<T extends { id: string }>(list: T[], item: T): T[] {
  return list.some(({ id }) => id === item.id)
    ? list.map((old) => (old.id === item.id ? item : old))
    : [...list, item]
}

function withTrack(
  received: AdmittedState['received'],
  { id, track }: { id: TrackView['id']; track: MediaStreamTrack | null },
): AdmittedState['received'] {
  if ((received.get(id) ?? null) === track) return received
  const next = new Map(received)
  if (track) next.set(id, track)
  else next.delete(id)
  return next
}
