import type { Texts } from '../vi/server.ts'

export const texts: Texts = {
  serverMeetings: {
    title: 'Meetings on this server',
    intro:
      'For operators, when something has leaked. An operator cannot hear or see another host’s meeting and does not know its password; to come in, they too need the password and the host’s verdict.',
    empty: 'There are no meetings on this server yet.',
    meeting: 'Meeting',
    host: 'Host',
    state: 'State',
    actions: 'Actions',
    contain: 'Contain a leak',
    containNamed: (title) => `Contain a leak: ${title}`,
    containTitle: (title) => `Contain a leak in “${title}”?`,
    endNamed: (title) => `End the meeting: ${title}`,
    endTitle: (title) => `End the meeting “${title}”?`,
    endBody:
      'Everyone is out at once; the link and the password are void. This meeting cannot be opened again.',
    evidenceNamed: (title) => `Download the bundle of evidence: ${title}`,
    silence: 'Turns off every microphone, camera and shared screen.',
    password: 'Makes the password void: nobody comes in until the host sets a new one.',
    others: 'Puts nobody out: those inside stay, and the host decides who must leave.',
    done: 'The meeting is locked, every microphone, camera and shared screen is off, and the old password is void. Tell the host to set a new one.',
    doneOwn:
      'The meeting is locked and every microphone, camera and shared screen is off. It is your own meeting, so the new password is shown below.',
  },

  tighten: {
    title: 'Rules of the server',
    intro:
      'Operators can only tighten: nothing becomes looser than the floor, or than the settings of the server. New rules hold at once for whoever comes after; those who are in a room stay. Each change is in the log, with the old value and the new.',
    names: {
      passwordMin: 'Least length of a password of one’s own',
      lobby: 'Most people who wait for one meeting',
      guests: 'Guests without an account',
      keepDays: 'Days that meetings are kept once they are over',
      recordingDays: 'Days that a recording is kept',
    },
    passwordMinHint: (least, most) =>
      `From ${least} to ${most} characters; for passwords of meetings and of accounts that are set from now on. Passwords that the server proposes stay as they are.`,
    lobbyHint: (most) => `${most} people at most.`,
    recordingDaysHint: (most) =>
      most === 0
        ? 'This server is not set up to record: 0.'
        : `At most ${most} days; 0: nothing is recorded.`,
    keepDaysHint: (most) =>
      `${most} days at most. What is older is deleted once a day; the log is kept.`,
    guests: {
      named: {
        name: 'Take guests who name themselves',
        what: 'A guest with the password may knock, and is shown as unverified.',
      },
      invited: {
        name: 'Take guests with a personal invite alone',
        what: 'Nobody names themselves: the host has written the name into the invite.',
      },
      none: {
        name: 'Take no guests',
        what: 'Only people with an account on this server may knock.',
      },
    },
    submit: 'Apply',
    done: 'The new rules hold.',
    notANumber: 'Enter a whole number within the bounds.',
  },
}
