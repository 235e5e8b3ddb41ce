import type { MeetingSecret, MeetingSummary } from '#protocol/http.ts'

/** The dialog that the meeting list is showing. */
export type Asking =
  | {
      what:
        | 'renew'
        | 'end'
        | 'blocks'
        | 'attendance'
        | 'votes'
        | 'minutes'
        | 'invitation'
        | 'kept'
        | 'ownLink'
        | 'invitedOnly'
      meeting: MeetingSummary
    }
  | { what: 'secret'; secret: MeetingSecret }
