import type { DocumentId, ParticipantId, RecordingId, TrackId } from '#protocol/ids.ts'
import type { ServerEventName, ServerEvents } from '#protocol/messages.ts'
import type { CloseReason } from '#protocol/model.ts'
import type { Snapshot } from '#protocol/snapshot.ts'
import type {
  AuditEvent,
  BlockRecord,
  DocumentChange,
  MeetingStore,
  RecordingRecord,
  SeatRecord,
} from './records.ts'
import type { VoteWrite } from './vote-records.ts'

/** A write to the store. All writes of one change are applied atomically. */
export type Write =
  | { do: 'startRecording'; recording: RecordingRecord }
  | { do: 'endRecording'; id: RecordingId; at: number }
  | { do: 'createSeat'; seat: SeatRecord }
  | { do: 'saveSeat'; id: ParticipantId; change: Parameters<MeetingStore['updateSeat']>[1] }
  | { do: 'saveMeeting'; change: Parameters<MeetingStore['updateMeeting']>[1] }
  /** [CAL4] When the lobby closes for one of the meeting's occurrences. */
  | { do: 'saveCloses'; at: number; closes: number }
  | { do: 'saveBlock'; block: BlockRecord }
  | { do: 'clearSessionBlocks' }
  | { do: 'saveVote'; write: VoteWrite }
  | { do: 'saveDocument'; id: DocumentId; change: DocumentChange }
  | { do: 'dropDocuments'; ids: readonly DocumentId[] }
  | { do: 'audit'; event: AuditEvent }

/** What people and the media plane learn of a change; executed in the order of changes. */
export type Follow =
  /** `volatile`: may be dropped on a slow connection. */
  | { do: 'send'; to: readonly ParticipantId[]; message: Message; volatile?: true }
  /**
   * [ADM4] The only way to a media peer: creates it, then sends the snapshot with its media access.
   */
  | { do: 'enter'; id: ParticipantId; snapshot: Omit<Snapshot, 'media'> }
  /** Notifies the person, then closes the connection and everything behind it. */
  | { do: 'eject'; id: ParticipantId; reason: CloseReason; message: string | null }
  /** [PWD5] Back to the password step: sends the reason and closes the connection. */
  | { do: 'backToPassword'; id: ParticipantId }
  | { do: 'closeMedia'; id: ParticipantId }
  | { do: 'closeTrack'; id: ParticipantId; track: TrackId }
  | { do: 'pauseTrack'; id: ParticipantId; track: TrackId; paused: boolean }
  /** [QOS5] The microphones that are forwarded; null: all. */
  | { do: 'carry'; voices: readonly TrackId[] | null }
  /** [REC] The person stays in the room but no longer receives media. */
  | { do: 'stopReceiving'; id: ParticipantId }
  /** [QOS6] Something is to be told to everyone inside: call `Room.announce` soon. */
  | { do: 'announce' }

/** The room does no I/O itself; its runner executes these. */
export type Effect = Write | Follow

const WRITES: ReadonlySet<Effect['do']> = new Set<Write['do']>([
  'startRecording',
  'endRecording',
  'createSeat',
  'saveSeat',
  'saveMeeting',
  'saveCloses',
  'saveBlock',
  'clearSessionBlocks',
  'saveVote',
  'saveDocument',
  'dropDocuments',
  'audit',
])
export const isWrite = (effect: Effect): effect is Write => WRITES.has(effect.do)
export const isFollow = (effect: Effect): effect is Follow => !isWrite(effect)

/** A log entry to be written; `by` and `target` are ids, `at` is in epoch milliseconds. */
export type Audit = (
  at: number,
  action: AuditEvent['action'],
  by: string,
  target: ParticipantId | null,
  details?: AuditEvent['details'],
) => Write & { do: 'audit' }

export const send = (to: ParticipantId, message: Message): Follow => ({
  do: 'send',
  to: [to],
  message,
})

export type Message = {
  [K in ServerEventName]: { name: K; data: ServerEvents[K] }
}[ServerEventName]
