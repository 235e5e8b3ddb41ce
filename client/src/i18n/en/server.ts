import type { Texts } from '../vi/server.ts'

export const texts: Texts = {
  serverMeetings: {
    title: 'Meetings on this server',
    intro:
      'For operators, in case of a leak. Operators cannot hear or see other hosts’ meetings and do not know their passwords; to join, they too need the password and must be admitted by the host.',
    empty: 'There are no meetings on this server yet.',
    meeting: 'Meeting',
    host: 'Host',
    state: 'Status',
    actions: 'Actions',
    contain: 'Contain a leak',
    containNamed: (title) => `Contain a leak: ${title}`,
    containTitle: (title) => `Contain a leak in “${title}”?`,
    endNamed: (title) => `End the meeting: ${title}`,
    endTitle: (title) => `End the meeting “${title}”?`,
    endBody:
      'Everyone has to leave immediately; the link and the password stop working. This meeting cannot be reopened.',
    evidenceNamed: (title) => `Download the evidence file: ${title}`,
    silence: 'Turns off every microphone, camera and shared screen.',
    password: 'Invalidates the password: nobody can join until the host sets a new one.',
    others: 'Removes nobody: people in the meeting stay, and the host decides who must leave.',
    done: 'The meeting is locked, every microphone, camera and shared screen is off, and the old password no longer works. Tell the host to set a new one.',
    doneOwn:
      'The meeting is locked and every microphone, camera and shared screen is off. This is your own meeting, so the new password is shown below.',
  },

  tighten: {
    title: 'Server rules',
    intro:
      'Operators can only make rules stricter, never looser than the built-in minimum or the server’s configuration. New rules apply immediately to anyone who joins later; people already in a meeting stay. Every change is logged with its old and new values.',
    names: {
      passwordMin: 'Minimum length of a user-chosen password',
      lobby: 'Maximum number of people waiting for one meeting',
      guests: 'Guests without an account',
      keepDays: 'Days to keep ended meetings',
      recordingDays: 'Days to keep recordings',
    },
    passwordMinHint: (least, most) =>
      `From ${least} to ${most} characters; applies to meeting and account passwords set from now on. Passwords suggested by the server do not change.`,
    lobbyHint: (most) => `At most ${most} people.`,
    recordingDaysHint: (most) =>
      most === 0
        ? 'This server is not set up to record: 0.'
        : `At most ${most} days; 0 means no recording.`,
    keepDaysHint: (most) =>
      `At most ${most} days. Older data is deleted once a day; the log is kept.`,
    guests: {
      named: {
        name: 'Allow guests who enter their own name',
        what: 'Guests with the password can wait in the lobby and are shown as unverified.',
      },
      invited: {
        name: 'Allow only guests with a personal invitation',
        what: 'Guests cannot enter their own name: the host sets it in the invitation.',
      },
      none: {
        name: 'Allow no guests',
        what: 'Only people with an account on this server can wait in the lobby.',
      },
    },
    submit: 'Apply',
    done: 'The new rules are in effect.',
    notANumber: 'Enter a whole number within the allowed range.',
  },
}
