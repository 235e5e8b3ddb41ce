import type { Texts } from '../vi/invites.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  invites: {
    title: 'Personal invites',
    intro:
      'One link for each person, bound to the name that you give here. They still need the meeting password, and your verdict in the lobby.',
    names: 'Names, one on each line',
    namesHint: (max) => `Paste a list; at most ${max} people at a time.`,
    tooMany: (max) => `More than ${max} people. Please do it in parts.`,
    line: (n, name) => `Line ${n}: ${name}`,
    nameTooLong: (name) => `The name is too long: ${name}`,
    days: 'Valid for',
    daysOf: (n) => plural(n, { one: '1 day', other: `${n} days` }),
    submit: (n) =>
      n === 0 ? 'Make invites' : plural(n, { one: 'Make 1 invite', other: `Make ${n} invites` }),
    made: 'New links',
    once: 'These links are shown only once. Send them before you leave this page.',
    apart: 'Send the meeting password by another way, never along with the link.',
    copyAll: 'Copy all names and links',
    copy: 'Copy',
    linkNamed: (name: string) => `Invite link of ${name}`,
    copyNamed: (name) => `Copy the link of ${name}`,
    name: 'Name',
    link: 'Link',
    list: 'Invited people',
    empty: 'No invites yet.',
    state: 'State',
    states: {
      unused: 'Unused',
      in_use: 'In use',
      used: 'Used',
      revoked: 'Revoked',
      expired: 'Expired',
    },
    expires: 'Valid until',
    until: (when) => `Until ${when}`,
    actions: 'Actions',
    revoke: 'Revoke',
    revokeNamed: (name) => `Revoke the invite of ${name}`,
    revokeTitle: (name) => `Revoke the invite of ${name}?`,
    revokeBody: 'The link stops working at once. If they are in the meeting, they are put out.',
    revoked: (name) => `The invite of ${name} is revoked.`,
    back: 'Back to my meetings',
  },

  mail: {
    namesHint: (max) =>
      `Paste a list; at most ${max} people at a time. Add an address to send the invite by mail, like: Nguyễn An <an@example.vn>.`,
    sendNow: (n) =>
      plural(n, { one: 'Mail the invite to 1 address', other: `Mail invites to ${n} addresses` }),
    sendNowWhat:
      'The mail has a personal link and no password; a calendar file goes with it if the meeting has a time. Addresses are kept, sealed, only for meetings that have a time, so that changes can be told. Tell the password by another way.',
    submit: (n) =>
      plural(n, { one: 'Make 1 invite and mail it', other: `Make ${n} invites and mail them` }),
    nameMissing: (address) => `The name of whoever has the address ${address} is missing`,
    badAddress: (address) => `Not a mail address: ${address}`,
    column: 'Mail',
    none: 'Not mailed',
    states: {
      queued: 'Being sent',
      sent: 'Sent',
      refused: 'Refused; check the address',
      failed: 'Not sent; send again',
    },
    tally: (queued, sent, unsent) =>
      `Mail: ${sent} sent, ${queued} being sent, ${unsent} not sent.`,
    again: (n) =>
      plural(n, {
        one: 'Send again 1 mail that failed',
        other: `Send again ${n} mails that failed`,
      }),
    send: 'Mail',
    sendNamed: (name) => `Mail the invite to ${name}`,
    sendTitle: (name) => `Mail the invite to ${name}`,
    sendBody:
      'The mail carries a new link; the older link of this person stops working. The meeting password is not in the mail.',
    address: 'Mail address',
  },
}
