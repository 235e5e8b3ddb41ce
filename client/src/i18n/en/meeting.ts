import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/meeting.ts'

const plural = pluralsOf('en')
const people = (n: number) => plural(n, { one: '1 person', other: `${n} people` })

export const texts: Texts = {
  modes: {
    discussion: { name: 'Discussion', what: 'Everyone may speak and turn on a camera.' },
    conference: {
      name: 'Conference',
      what: 'Only people whom the host allows may speak and turn on a camera.',
    },
    lecture: { name: 'Lecture', what: 'One speaker at a time; others raise a hand to speak.' },
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
    apart: 'Send link and password by two different ways, for example e-mail and phone.',
    open: 'Join',
    toList: 'Back to my meetings',
    copyLink: 'Copy link',
    copyPassword: 'Copy password',
  },

  leak: {
    title: 'Has something leaked?',
    body: 'When you confirm, the server does all of this at once:',
    lock: 'Locks the meeting: nobody can ask to enter.',
    silence: 'Switches off every microphone, camera and shared screen, yours too.',
    shares: 'Revokes every permission to share a screen.',
    password: 'Sets a new password: the old one is void, the new one is shown to you alone.',
    others: 'Everyone else stays; whoever needs to speak or be seen switches it on again.',
    who: 'Remove and block these people',
    submit: 'Contain it now',
    doneTitle: 'Contained',
    done: (removed) =>
      `The meeting is locked, microphones and cameras are off, ${people(removed)} ${plural(removed, { one: 'was', other: 'were' })} removed and blocked.`,
  },

  shareSafe: {
    masked: 'Masked while you share',
    reveal: 'Show',
    revealNamed: (what: string) => `Show although you are sharing: ${what}`,
  },
}
