import type { MeetingSecret } from '#protocol/http.ts'

/**
 * Meetings made since this page was loaded, so that a host who goes straight into the room can
 * still give the password out. In memory only: it is gone with the page, like the screen that
 * showed it.
 */
const made = new Map<string, MeetingSecret>()

export const remember = (secret: MeetingSecret): void => {
  made.set(secret.meeting.id, secret)
}
export const justMade = (id: string): MeetingSecret | null => made.get(id) ?? null
