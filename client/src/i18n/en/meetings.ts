import { pluralsOf } from '../plural.ts'
import type { Texts } from '../vi/meetings.ts'

const plural = pluralsOf('en')
const people = (n: number) => plural(n, { one: '1 person', other: `${n} people` })

export const texts: Texts = {
  meetings: {
    title: 'My meetings',
    create: 'New meeting',
    empty: 'You have no meetings yet. Press “Create a meeting” to start.',
    created: (when) => `Created ${when}`,
    planned: (day, from, to) => `${day}, ${from}–${to}`,
    repeats: 'Repeats',
    plan: 'Schedule and guests',
    records: 'Records',
    editSchedule: 'Change the schedule',
    addSchedule: 'Set a time',
    cancel: 'Cancel the meeting',
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
    renewBody: 'The old password stops working immediately. People waiting must enter the new one.',
    renewSubmit: 'Change password',
    end: 'End meeting',
    endTitle: 'End the meeting?',
    endBody: 'Everyone has to leave immediately and nobody can rejoin.',
    attendance: 'Attendance',
    minutes: 'Minutes',
    invitation: 'Print invitation',
    blocks: 'Blocked people',
    audit: 'Audit log',
    blocksTitle: 'Blocked people',
    blocksEmpty: 'Nobody is blocked from this meeting.',
    blockedAt: (when) => `Blocked ${when}`,
    lift: 'Unblock',
    liftNamed: (name) => `Unblock: ${name}`,
    lifted: (name) => `${name} is no longer blocked.`,
    hasEnded: 'The meeting has ended.',
    invites: 'Personal invitations',
    ownLink: 'Open on another device of mine',
    ownLinkBody:
      'Open this link, or scan the code, on the device you will host from. The key of the meeting will then be there too.',
    ownLinkWarning:
      'This is the key of the meeting and only for you. Anyone who has this link can pretend to be the host. Please send it to nobody.',
    ownLinkCode: 'QR code of the link that is only for you',
    ownLinkCodeWhat: 'Show it only while nobody else sees your screen.',
    ownLinkNone:
      'The key of this meeting is not in this browser. Please open this on the device that the meeting was made on.',
    invitedOnly: 'No uninvited guests',
    closeGuests: 'Invited people only',
    closeTitle: 'Allow only invited people and people with an account?',
    closeBody:
      'Guests who enter their own name can no longer ask to join, including those now waiting. People in the meeting stay.',
    openGuests: 'Allow uninvited guests',
    openTitle: 'Allow guests who enter their own name?',
    openBody:
      'Anyone with the password can ask to join under a name they choose. You still admit each person from the lobby.',
    guestRule: {
      invited:
        'This server’s rules require guests to have a personal invitation; guests cannot enter their own name.',
      none: 'This server’s rules allow only people with an account. Guests and personal invitations are not accepted.',
    },
  },

  attendance: {
    title: 'Attendance',
    empty: 'Nobody has attended this meeting yet.',
    inside: 'still in the meeting',
    total: (minutes) =>
      plural(minutes, { one: '1 minute in total', other: `${minutes} minutes in total` }),
    save: 'Save as a CSV file',
    columns: {
      name: 'Name',
      position: 'Position and office (as stated)',
      kind: 'Identity',
      joined: 'Joined at',
      left: 'Left at',
      minutes: 'Minutes',
      total: 'Total minutes',
      now: 'Now',
    },
    gone: 'left',
  },

  create: {
    title: 'New meeting',
    name: 'Meeting title',
    mode: 'Mode',
    passwordChoice: 'Meeting password',
    proposed: 'Let the system suggest a password (recommended)',
    proposedWhat: 'Seven common English words: easy to read over the phone, very hard to guess.',
    own: 'Choose my own password',
    ownLabel: 'Your password',
    checking: 'Checking the password…',
    strong: 'The password is strong enough.',
    submit: 'Create meeting',
    invitedOnly: 'Only guests with a personal invitation and people with an account',
    invitedOnlyWhat:
      'Guests who enter their own name are turned away, even with the right password.',
    everyMeeting: 'Every meeting has a password and a lobby. Nobody gets in until the host agrees.',
    options: 'Options',
    optionsTimed: 'Mode, repetition, invited people, agenda, time zone, password',
    optionsUntimed: 'Mode, guests, password',
  },
}
