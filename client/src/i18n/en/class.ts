import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/class.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  moreTools: 'More tools',
  more: 'More',
  podium: {
    title: 'Speakers',
    speaking: 'Speaking',
    now: 'Speaking:',
    nobody: 'Nobody has the floor yet.',
    next: 'Next:',
    more: (n) => `and ${n} more`,
    invite: 'Invite',
    call: (name) => `Invite ${name}`,
    pass: 'Pass the floor to this person only',
    youNext: 'You speak next.',
    list: 'Speaker list',
    listEmpty: 'Nobody is on the list.',
    add: 'Add people',
    addNamed: (name) => `Add ${name} to the list`,
    addAll: (n) => `All ${n} participants not on the list`,
    up: (name) => `Move ${name} up`,
    down: (name) => `Move ${name} down`,
    off: (name) => `Remove ${name} from the list`,
    noHands: 'No hands are raised.',
    times: 'Speaking time',
    timesWhat: 'Counted from when the floor was given. Only the host and co-hosts see it.',
    gone: 'left',
    attendance: 'Attendance',
    count: (n) =>
      plural(n, { one: '1 person waiting to speak', other: `${n} people waiting to speak` }),
  },
  questions: {
    title: 'Questions',
    whoReads:
      'Only the host and co-hosts get your question. They may show it to everyone, with your name.',
    empty: 'No questions yet.',
    open: 'Open questions',
    done: 'Handled',
    states: { answered: 'Answered', dismissed: 'Dismissed' },
    of: (name) => `Question from ${name}`,
    write: 'Write a question',
    send: 'Send question',
    closed: 'In a discussion, ask out loud or in the chat.',
    show: 'Show to everyone',
    hide: 'Stop showing',
    answered: 'Answered',
    dismiss: 'Dismiss',
    reopen: 'Reopen',
    sealed: 'The text of this question could not be opened yet.',
    asked: (name) => `${name} sent a question.`,
    count: (n) => plural(n, { one: '1 open question', other: `${n} open questions` }),
  },
}
