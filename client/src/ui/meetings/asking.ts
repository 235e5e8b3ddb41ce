import type { MeetingSecret, MeetingSummary } from '#protocol/http.ts'

/** What the list of meetings asks or shows in a dialog now. */
export type Asking =
  | {
      what: 'renew' | 'end' | 'blocks' | 'attendance' | 'votes' | 'kept' | 'invitedOnly'
      meeting: MeetingSummary
    }
  | { what: 'secret'; secret: MeetingSecret }
