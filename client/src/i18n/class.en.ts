import { pluralsOf } from './plural.ts'
import type { ClassTexts } from './class.vi.ts'

const plural = pluralsOf('en')

export const en: ClassTexts = {
  podium: {
    title: 'Speakers',
    speaking: 'Speaking',
    now: 'Speaking:',
    nobody: 'Nobody has the floor yet.',
    next: 'Next:',
    more: (n) => `and ${n} more`,
    invite: 'Invite',
    call: (name) => `Invite ${name}`,
    pass: 'Pass the floor to this person alone',
    youNext: 'You are the next to speak.',
    list: 'List of speakers',
    listEmpty: 'Nobody is on the list.',
    add: 'Add people',
    addNamed: (name) => `Put ${name} on the list`,
    addAll: (n) => `All ${n} participants who are not on it`,
    up: (name) => `Move ${name} up`,
    down: (name) => `Move ${name} down`,
    off: (name) => `Take ${name} off the list`,
    noHands: 'No hand is raised.',
    times: 'Speaking time',
    timesWhat: 'Counted from when the floor was given. Only those who lead see it.',
    gone: 'has left',
    attendance: 'Attendance',
    count: (n) => plural(n, { one: '1 person waits to speak', other: `${n} people wait to speak` }),
  },
  questions: {
    title: 'Questions',
    whoReads: 'Questions go to the hosts alone. They may show yours to everyone, with your name.',
    empty: 'No questions yet.',
    open: 'Questions to be answered',
    done: 'Dealt with',
    states: { answered: 'Answered', dismissed: 'Dismissed' },
    of: (name) => `Question from ${name}`,
    write: 'Write a question',
    send: 'Send question',
    closed: 'In a discussion, ask aloud or in the chat.',
    show: 'Show to everyone',
    hide: 'Stop showing',
    answered: 'Answered',
    dismiss: 'Dismiss',
    reopen: 'Reopen',
    asked: (name) => `${name} has sent a question.`,
    count: (n) =>
      plural(n, { one: '1 question to be answered', other: `${n} questions to be answered` }),
  },
}
