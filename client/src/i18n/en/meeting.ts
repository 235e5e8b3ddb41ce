import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/meeting.ts'

const plural = pluralsOf('en')
const people = (n: number) => plural(n, { one: '1 person', other: `${n} people` })

export const texts: Texts = {
  modes: {
    discussion: { name: 'Discussion', what: 'Everyone can speak and turn on their camera.' },
    conference: {
      name: 'Conference',
      what: 'Only people the host allows can speak and turn on their camera.',
    },
    lecture: {
      name: 'Lecture',
      what: 'One person speaks at a time; others raise a hand to speak.',
    },
  },
  roles: { host: 'Host', cohost: 'Co-host', participant: '' },

  kinds: {
    guest: 'Guest, unverified',
    invited: 'Invited, confirmed',
    account: 'Has an account',
  },

  tools: {
    votes: 'Votes',
    documents: 'Documents',
  },

  secret: {
    title: 'The meeting is ready',
    renewedTitle: 'New password',
    link: 'Link',
    password: 'Password',
    once: 'The password is shown only once. If you forget it, change it.',
    apart:
      'Please send the link and the password through two different channels, for example email and phone.',
    open: 'Join',
    toList: 'Back to my meetings',
    copyLink: 'Copy link',
    bare: 'People with this link are checked by four words.',
    copyPassword: 'Copy password',
  },

  leak: {
    title: 'Has something leaked?',
    body: 'When you confirm, the server does all of the following at once:',
    lock: 'Locks the meeting: nobody can ask to join.',
    silence: 'Turns off every microphone, camera and shared screen, including yours.',
    shares: 'Revokes all screen sharing permissions.',
    password: 'Changes the password: the old one stops working, and only you see the new one.',
    others:
      'Everyone else stays; anyone who needs to speak or be seen turns their device on again.',
    who: 'Remove and block these people',
    submit: 'Contain it now',
    doneTitle: 'Contained',
    done: (removed) =>
      `The meeting is locked, all microphones and cameras are off, and ${people(removed)} ${plural(removed, { one: 'was', other: 'were' })} removed and blocked.`,
  },

  shareSafe: {
    masked: 'Hidden while you share',
    reveal: 'Show',
    revealNamed: (what: string) => `Show while sharing: ${what}`,
    covered: 'Hidden',
    uncoverNamed: (what: string) => `Show: ${what}`,
  },
}
