import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/sealing.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  lock: {
    states: {
      on: 'End-to-end encrypted',
      making: 'Making keys',
      pending: 'Changing keys',
      broken: 'Keys do not match. Sending stopped.',
    },
    sealed:
      'Sound, pictures, shared screens, chat and questions are end-to-end encrypted: the server can neither listen, watch nor read.',
    open: 'Votes, documents and what is drawn on them can be read by the server.',
    now: {
      making:
        'The keys of the meeting are being made. Sound and pictures start only once there are keys.',
      pending:
        'Someone has left, and the keys are being changed so that they cannot go on listening. This is done while the host or a co-host is in the room.',
      broken:
        'The keys in this browser do not match those of the meeting, so the page has stopped sending sound and pictures. Please reload it; if this stays, tell the host.',
    },
    showWords: 'Show the eight words of the meeting',
    words: 'The eight words of the meeting',
    wordsWhat:
      'Everyone in the room must see exactly these eight words: one person reads them out, the others compare. They change whenever someone joins or leaves.',
    noWords: 'There are no keys yet, and so no words.',
    unproven: 'Back with new keys',
    unprovenMark: 'New keys, not compared yet',
    unprovenOne: (name) =>
      `${name} came back with new keys and has no sound and pictures yet: please send them back to the lobby to compare four words.`,
    unprovenMany: (n) =>
      plural(n, {
        one: '1 person came back with new keys and has no sound and pictures yet: please send them back to the lobby to compare four words.',
        other: `${n} people came back with new keys and have no sound and pictures yet: please send each of them back to the lobby to compare four words.`,
      }),
    look: 'View',
    version: (start) => `Version of this page: ${start}`,
  },

  keysBar: {
    broken: 'The keys of the meeting do not match. Sending stopped. Please reload the page.',
    reload: 'Reload the page',
    making: 'The keys of the meeting are being made. Sound and pictures start once there are keys.',
    other: 'This link does not fit the keys of the meeting. Please ask for the link again.',
    elsewhere:
      'The keys of the meeting are on another device of yours: here there is no sound or picture yet, and nobody can be admitted.',
    how: 'What to do',
  },

  elsewhereKeys: {
    title: 'The keys of the meeting are on another device of yours',
    body: 'They are in the browser that made the meeting; the server does not have them. To host on this device:',
    steps: [
      'On the other device, open the list “My meetings”.',
      'Under the actions of this meeting, choose “Open on another device of mine”.',
      'Open that link on this device. It is for you: please send it to nobody.',
    ],
    otherwise: 'You no longer have the other device:',
    renew: 'Make new keys here',
    renewTitle: 'Make new keys here?',
    renewBody:
      'The links that you have sent will no longer fit: everyone invited must be sent the new link. People who are waiting must open the new one, too.',
    renewed: 'New keys are made. Please send the link again to everyone invited.',
  },

  grades: {
    whole: 'Has the complete link',
    mailed: 'Link sent by email',
    none: 'Compare four words',
    foreign: 'Keys do not fit the name',
    checking: 'Checking the link',
  },

  admitting: {
    unready: (name) => `${name}’s browser has not sent its keys yet. Try again in a moment.`,
    foreign: (name) =>
      `The keys sent under the name ${name} are not theirs. Do not admit them; ask them to open the right link again and to knock once more.`,
    gone: (name) => `${name} is no longer waiting.`,
  },

  compare: {
    title: (name) => `Compare four words with ${name}`,
    how: (name) =>
      `Call ${name} or look at them, and have them read out the four words on their screen.`,
    number: 'Call a number that you already have, not one that the person has just sent.',
    words: 'The four words',
    loading: 'Getting the words…',
    silent: (name) =>
      `${name}’s browser does not answer, perhaps because its connection is cut. Please try again.`,
    others: (n) =>
      plural(n, {
        one: '1 more person is to be compared; they stay selected in the lobby.',
        other: `${n} more people are to be compared; they stay selected in the lobby.`,
      }),
    inVietnamese: 'Show in Vietnamese',
    inEnglish: 'Show in English',
    match: 'They match, admit',
    differ: 'They differ',
    differTitle: 'The four words differ',
    differBody: (name) =>
      `The person waiting may not be ${name}. Please deny them, and ask ${name} to open the right link again and to knock once more.`,
  },
}
