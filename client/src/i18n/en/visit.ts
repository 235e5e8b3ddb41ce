import type { Texts } from '../vi/visit.ts'

export const texts: Texts = {
  elsewhere: {
    title: 'Move the meeting to this device?',
    body: 'You are in this meeting on another device or in another window. If you move it, that one stops; if you are the host, what you present stays as it is.',
    move: 'Move to this device',
    stay: 'Don’t move',
  },

  proof: {
    otherTitle: 'Please ask for the link again',
    other: 'This link does not fit the keys of the meeting. Please ask for the link again.',
    otherWhy:
      'The host may have made new keys after sending this link, or it was changed when it was passed on.',
    none: 'Your link does not carry the keys of the meeting, so the host will ask you for four words before admitting you.',
    spoken: 'The host will ask you for these four words.',
    spokenHow: 'When the host calls or meets you, please read out the four words in this order.',
    words: 'Your four words',
  },

  outdated: {
    title: 'This page is out of date',
    body: 'The server has just been upgraded, and this page is still from the previous version. Please reload it to return to the meeting; you will not be asked for the password again.',
    again:
      'If you still see this after reloading, the upgrade may not be finished: please wait a minute and try again.',
    reload: 'Reload the page',
  },

  closed: {
    titles: {
      left: 'You left the meeting',
      refused: 'You were not admitted',
      blocked: 'You cannot join this meeting',
      removed: 'You were removed from the meeting',
      ended: 'The meeting has ended',
      host_absent: 'The meeting has closed',
      replaced: 'You joined from another window',
      expired: 'Your session has expired',
      meeting_full: 'The meeting is full',
      invite_revoked: 'Your invitation was revoked',
      lobby_closed: 'The lobby has closed',
      start_failed: 'The meeting could not start',
    },
    reasons: {
      left: 'You can rejoin with the meeting password.',
      refused:
        'The host denied your request this time. If this is a mistake, call the organizer and try again.',
      blocked: 'The host has blocked you. Only the organizer can unblock you.',
      removed: 'The host removed you. If this is a mistake, contact the organizer.',
      ended: 'The host ended the meeting for everyone.',
      host_absent:
        'There was no host in the room for 15 minutes, so the meeting closed automatically.',
      replaced: 'You opened this meeting in another window, so this one has stopped.',
      expired: 'Too much time has passed since you entered the password. Please join again.',
      meeting_full: 'There is no room left. Tell the organizer or try again later.',
      invite_revoked:
        'The host revoked the invitation. If this is a mistake, contact the organizer.',
      lobby_closed:
        'The scheduled time is over, so nobody else is admitted. Contact the organizer.',
      start_failed:
        'You were admitted, but this browser could not start the meeting; it may be too old. The host has been told. Update the browser, or use a current version of Chrome, Edge or Firefox, then join again.',
    },
    rejoin: 'Rejoin',
    tryAgain: 'Try again',
    toMeetings: 'My meetings',
    toHome: 'Go to home page',
  },
}
