import type { Texts } from '../vi/paper.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')
const two = (n: number) => String(n).padStart(2, '0')
const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

export const texts: Texts = {
  print: 'Print',
  nation: ['SOCIALIST REPUBLIC OF VIET NAM', 'Independence - Freedom - Happiness'],
  date: (day, month, year) => `${day} ${MONTHS[month - 1] ?? ''} ${year}`,
  clock: (hour, minute) => `${hour % 12 || 12}:${two(minute)} ${hour < 12 ? 'a.m.' : 'p.m.'}`,
  sameDay: (from, to, day) => `${day}, ${from} to ${to}`,
  manyDays: (from, day, to, last) => `${day}, ${from}, to ${last}, ${to}`,
  since: (from, day) => `Began ${day} at ${from}`,
  made: (time, day, server) => `Printed from ${server}, ${day}, ${time}.`,
  sign: '(Signature and full name)',
  signers: { writer: 'Prepared by', secretary: 'Secretary', host: 'Host', inviter: 'Invited by' },
  about: {
    meeting: 'Meeting',
    time: 'Time',
    where: 'Held',
    online: 'Online',
    host: 'Host',
    secretary: 'Secretary',
  },

  attendance: {
    title: 'Attendance',
    number: 'No.',
    name: 'Name',
    kind: 'Identity',
    stays: 'Present',
    minutes: 'Minutes',
    total: (people) => `Total: ${people} ${plural(people, { one: 'person', other: 'people' })}.`,
    stillIn: 'still inside',
  },
  kinds: { account: 'Account', invited: 'Invited guest', guest: 'Guest' },

  votes: {
    title: 'Vote results',
    way: (secret) => (secret ? 'Secret ballot.' : 'Open vote.'),
    turnout: (entitled, voted) => `Entitled to vote: ${entitled}; ballots cast: ${voted}.`,
    answer: 'Answer',
    count: 'Votes',
    share: 'Share',
    outcome: (outcome) => `Result: ${outcome}`,
    roll: 'How each person voted',
    choice: 'Choice',
  },

  minutes: {
    menu: 'Minutes',
    title: 'Minutes of the meeting',
    intro:
      'The form already has the meeting, its time, who was present and how they voted. What was said and concluded is left for the secretary to write.',
    secretary: 'Secretary of the meeting',
    secretaryHint: 'Leave empty to write it by hand.',
    people: 'I. Present',
    present: (people) => `${people} ${plural(people, { one: 'person', other: 'people' })}:`,
    content: 'II. Proceedings',
    votes: 'III. Votes',
    noVotes: 'No vote was held.',
    conclusion: 'IV. Conclusion of the host',
    end: 'The meeting ended at .......... the same day. These minutes were read out and approved.',
  },

  invitation: {
    title: 'Invitation',
    subtitle: 'to an online meeting',
    intro:
      'The invitation has the link, its QR code and how to join. The password is never printed on it: tell people through another channel.',
    printAll: (people) =>
      `Print ${people} ${plural(people, { one: 'invitation', other: 'invitations' })}`,
    to: 'To',
    toHint: 'The person or office invited. Leave empty to write it by hand.',
    invites: (host) => `${host} requests the honor of your presence at the online meeting:`,
    time: 'Time',
    agenda: 'Agenda',
    link: 'Link',
    minutes: (minutes) =>
      `about ${minutes} ${plural(minutes, { one: 'minute', other: 'minutes' })}`,
    howTitle: 'How to join',
    how: [
      'Scan the QR code with a phone, or open the link in Chrome, Edge or Firefox on a computer.',
      'Enter the meeting password, which you receive through another channel.',
      'Wait for the host to admit you. Please come at least 10 minutes early to try microphone and camera.',
    ],
    personal: 'This link is for the person invited only. Please do not pass it on.',
    help: (help) => `For technical help, contact: ${help}.`,
    thanks: 'We look forward to your presence.',
  },

  codes: {
    title: 'Account recovery codes',
    print: 'Print these codes',
    account: 'Account',
    server: 'Server',
    body: 'Each code works once, when your phone or security key is not at hand. Cross out a code after using it.',
    keep: 'Keep this sheet in a safe place, apart from your password. Do not photograph it or send it by email or message. If it is lost, create new codes on the Account security page: these stop working at once.',
  },

  after: {
    title: 'Records of the meeting',
    body: 'You were the host: see, save or print them now, or later on the My meetings page.',
  },
}
