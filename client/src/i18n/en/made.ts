import type { Texts } from '../vi/made.ts'
import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

export const texts: Texts = {
  made: {
    untimed: 'No set time: you can start the meeting whenever you like.',
    when: (day, from, to) => `${day}, ${from} to ${to}`,
    inZone: (text, zone) => `${text} (time in ${zone})`,
    dates: 'Dates',
    moreDates: (n) => plural(n, { one: 'Show 1 more date', other: `Show ${n} more dates` }),
    invitation: 'Invitation',
    agenda: 'Agenda',
    invitationText: (title, when, agenda, link) =>
      `You are invited to the online meeting: ${title}\n${when === '' ? '' : `Time: ${when}\n`}${agenda === '' ? '' : `Agenda:\n${agenda}\n`}Link: ${link}\nThe password will be sent separately.`,
    copyInvitation: 'Copy the invitation',
    passwordOf: {
      meeting: 'Password of this meeting',
      all: 'Password for all occurrences',
      one: (date) => `Password for ${date} only`,
    },
    passwordLater:
      'Later occurrences have passwords of their own, which you create on the page “Schedule and settings”.',
    code: 'QR code of the link',
    codeWhat: 'Scan it with a phone to open the link. It does not contain the password.',
    next: 'What happens next',
    steps: [
      'Send the invitation by email or a messenger.',
      'Give the password through another channel, such as the phone.',
      'Join on time and admit each person from the lobby.',
    ],
    stepsUntimed: [
      'Send the invitation by email or a messenger.',
      'Give the password through another channel, such as the phone.',
      'Join and admit each person from the lobby.',
    ],
    invites: 'Send a personal invitation to each person',
    ready: 'The meeting is open. Invite people:',
    close: 'Done',
  },
}
