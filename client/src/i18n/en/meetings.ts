import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/meetings.ts'

const plural = pluralsOf('en')
const people = (n: number) => plural(n, { one: '1 person', other: `${n} people` })

export const texts: Texts = {
  meetings: {
    title: 'My meetings',
    create: 'New meeting',
    empty: 'You have no meetings yet.',
    created: (when) => `Created ${when}`,
    live: (inside, waiting) => `${people(inside)} in the meeting, ${waiting} waiting`,
    quiet: 'Nobody in the room yet',
    ended: 'Ended',
    open: 'Join',
    openNamed: (title) => `Join: ${title}`,
    actions: 'More',
    actionsNamed: (title) => `More: ${title}`,
    copyLinkNamed: (title) => `Copy link: ${title}`,
    renew: 'Change password',
    renewTitle: 'Change the meeting password?',
    renewBody: 'The old password stops working at once. People waiting must enter the new one.',
    renewSubmit: 'Change password',
    end: 'End meeting',
    endTitle: 'End the meeting?',
    endBody: 'Everyone has to leave at once and nobody can come back.',
    attendance: 'Attendance',
    blocks: 'Blocked people',
    audit: 'Audit log',
    blocksTitle: 'Blocked people',
    blocksEmpty: 'Nobody is blocked from this meeting.',
    blockedAt: (when) => `Blocked ${when}`,
    lift: 'Unblock',
    liftNamed: (name) => `Unblock: ${name}`,
    lifted: (name) => `${name} is no longer blocked.`,
    hasEnded: 'The meeting has ended.',
    invites: 'Personal invites',
    invitedOnly: 'No uninvited guests',
    closeGuests: 'Invited people only',
    closeTitle: 'Only invited people and accounts?',
    closeBody:
      'Guests who name themselves can no longer ask to come in, those who wait included. Those inside stay.',
    openGuests: 'Take uninvited guests too',
    openTitle: 'Take guests who name themselves?',
    openBody:
      'Anyone with the password may ask to come in under a name of their own. You still judge each in the lobby.',
    guestRule: {
      invited:
        'By the rules of this server a guest needs a personal invite to knock; nobody names themselves.',
      none: 'By the rules of this server only people with an account may come. Guests and personal invites are not taken.',
    },
  },

  attendance: {
    title: 'Attendance',
    empty: 'Nobody has attended this meeting yet.',
    inside: 'still in the meeting',
    total: (minutes) =>
      plural(minutes, { one: '1 minute in all', other: `${minutes} minutes in all` }),
    save: 'Save as a CSV file',
    columns: {
      name: 'Name',
      kind: 'Identity',
      joined: 'Joined at',
      left: 'Left at',
      minutes: 'Minutes',
      total: 'Minutes in all',
      now: 'Now',
    },
    gone: 'has left',
  },

  create: {
    title: 'New meeting',
    name: 'Meeting title',
    mode: 'Mode',
    passwordChoice: 'Meeting password',
    proposed: 'Let the system propose a password (recommended)',
    proposedWhat: 'Six plain words, easy to read over the phone, very hard to guess.',
    own: 'Choose my own password',
    ownLabel: 'Own password',
    checking: 'Checking the password…',
    strong: 'The password is strong enough.',
    submit: 'Create meeting',
    invitedOnly: 'Only guests with a personal invite, and accounts',
    invitedOnlyWhat: 'Guests who name themselves are refused, even with the right password.',
    everyMeeting:
      'Every meeting has a password and a lobby. Nobody gets in before the host agrees.',
  },
}
