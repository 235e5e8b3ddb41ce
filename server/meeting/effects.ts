import type { ParticipantId, RecordingId, TrackId } from '../protocol/ids.ts'
import type { ServerEventName, ServerEvents } from '../protocol/messages.ts'
import type { CloseReason, Snapshot } from '../protocol/model.ts'
import type {
  AuditEvent,
  BlockRecord,
  MeetingStore,
  RecordingRecord,
  SeatRecord,
} from './records.ts'

/**
 * What a room wants done. The room itself touches nothing outside; whoever runs it carries these
 * out in order, so that what must be on disk first (AUD) comes first in the list.
 */
export type Effect =
  | { do: 'send'; to: readonly ParticipantId[]; message: Message }
  /** [ADM4] The only way to a media peer: create it, then send the snapshot with its media access. */
  | { do: 'enter'; id: ParticipantId; snapshot: Omit<Snapshot, 'media'> }
  /** Tells the person, then cuts the connection and everything behind it. */
  | { do: 'putOut'; id: ParticipantId; reason: CloseReason; message: string | null }
  /** [PWD5] Back to the password step: the connection ends, the reason is told. */
  | { do: 'backToPassword'; id: ParticipantId }
  | { do: 'closeMedia'; id: ParticipantId }
  | { do: 'closeTrack'; id: ParticipantId; track: TrackId }
  | { do: 'pauseTrack'; id: ParticipantId; track: TrackId; paused: boolean }
  /** [REC] They go on in the room, but receive nothing any more. */
  | { do: 'stopReceiving'; id: ParticipantId }
  | { do: 'startRecording'; recording: RecordingRecord }
  | { do: 'endRecording'; id: RecordingId; at: number }
  | { do: 'createSeat'; seat: SeatRecord }
  | { do: 'saveSeat'; id: ParticipantId; change: Parameters<MeetingStore['updateSeat']>[1] }
  | { do: 'saveMeeting'; change: Parameters<MeetingStore['updateMeeting']>[1] }
  | { do: 'saveBlock'; block: BlockRecord }
  | { do: 'clearSessionBlocks' }
  | { do: 'audit'; event: AuditEvent }

export type Message = {
  [K in ServerEventName]: { name: K; data: ServerEvents[K] }
}[ServerEventName]
