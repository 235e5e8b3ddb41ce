import type { Texts } from '../vi/invites.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  invites: {
    title: 'Personal invitations',
    intro:
      'Each person gets one link, tied to the name you enter here. They still need the meeting password, and you still admit them from the lobby.',
    names: 'Names, one per line',
    namesHint: (max) => `You can paste a list; up to ${max} people at a time.`,
    tooMany: (max) => `More than ${max} people. Please split the list.`,
    line: (n, name) => `Line ${n}: ${name}`,
    nameTooLong: (name) => `The name is too long: ${name}`,
    days: 'Valid for',
    daysOf: (n) => plural(n, { one: '1 day', other: `${n} days` }),
    submit: (n) =>
      n === 0
        ? 'Create invitations'
        : plural(n, { one: 'Create 1 invitation', other: `Create ${n} invitations` }),
    made: 'New links',
    once: 'These links are shown only once. Send them before you leave this page.',
    apart: 'Please send the meeting password through another channel, never with the link.',
    copyAll: 'Copy all names and links',
    copy: 'Copy',
    linkNamed: (name: string) => `Invitation link for ${name}`,
    copyNamed: (name) => `Copy the link for ${name}`,
    name: 'Name',
    link: 'Link',
    list: 'Invited people',
    empty: 'No invitations yet.',
    state: 'Status',
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
    revokeNamed: (name) => `Revoke the invitation for ${name}`,
    revokeTitle: (name) => `Revoke the invitation for ${name}?`,
    revokeBody: 'The link stops working immediately. If they are in the meeting, they are removed.',
    revoked: (name) => `The invitation for ${name} was revoked.`,
    back: 'Back to my meetings',
  },

  mail: {
    namesHint: (max) =>
      `You can paste a list; up to ${max} people at a time. Add an address to email the invitation, for example: Nguyễn An <an@example.vn>.`,
    sendNow: (n) =>
      plural(n, {
        one: 'Email the invitation to 1 address',
        other: `Email invitations to ${n} addresses`,
      }),
    sendNowWhat:
      'The email contains a personal link and no password, plus a calendar file if the meeting has a time. Addresses are kept, encrypted, only for meetings with a time, so that changes can be announced. Send the password through another channel.',
    submit: (n) =>
      plural(n, {
        one: 'Create and email 1 invitation',
        other: `Create and email ${n} invitations`,
      }),
    nameMissing: (address) => `The name for ${address} is missing`,
    badAddress: (address) => `Not a valid email address: ${address}`,
    column: 'Email',
    none: 'Not emailed',
    states: {
      queued: 'Sending',
      sent: 'Sent',
      refused: 'Rejected; check the address',
      failed: 'Not sent; send it again',
    },
    tally: (queued, sent, unsent) => `Email: ${sent} sent, ${queued} sending, ${unsent} not sent.`,
    again: (n) =>
      plural(n, {
        one: 'Resend 1 failed email',
        other: `Resend ${n} failed emails`,
      }),
    send: 'Email',
    sendNamed: (name) => `Email the invitation to ${name}`,
    sendTitle: (name) => `Email the invitation to ${name}`,
    sendBody:
      'The email contains a new link; this person’s earlier link stops working. The meeting password is not in the email.',
    address: 'Email address',
  },
}
