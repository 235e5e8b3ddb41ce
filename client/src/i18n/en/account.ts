import type { Texts } from '../vi/account.ts'

export const texts: Texts = {
  nav: {
    home: 'Today',
    meetings: 'My meetings',
    calendar: 'Calendar',
    newMeeting: 'New meeting',
    serverMeetings: 'All meetings',
    serverHealth: 'Server status',
    accounts: 'Accounts',
    audit: 'Audit log',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    security: 'Account security',
    changePassword: 'Change my password',
    changePasswordBody: 'Other browsers signed in to this account will be signed out.',
    currentPassword: 'Current password',
    newPassword: 'New password',
    account: (name) => `${name}’s account`,
    username: (username) => `Username: ${username}`,
    signOutEverywhereTitle: 'Sign out on all devices?',
    signOutEverywhereBody:
      'Every browser signed in to this account, including this one, will have to sign in again.',
    serverPolicy: 'Rules',
    serverOffice: 'Office',
    recordings: 'Recordings',
  },

  setup: {
    title: 'First-time setup',
    intro: 'Create the operator’s account. This link works only once.',
    username: 'Username',
    usernameHint:
      'Lowercase letters without accents, digits, dots and hyphens; 2 to 40 characters.',
    usernameBad:
      'A username can contain only lowercase letters without accents, digits, dots and hyphens.',
    name: 'Full name',
    password: 'Password',
    passwordHint: (min) =>
      `At least ${min} characters. A long, memorable phrase is better than a short, cryptic word. Pasting is allowed.`,
    submit: 'Create account',
    noToken: 'This link is missing its code. Please copy the whole link again.',
    done: 'The account is ready. You can sign in now.',
  },

  activate: {
    title: 'Activate your account',
    intro: 'Choose your own password. This link works only once.',
    username: (name) => `${name}’s username`,
    usernameHint: 'You sign in with it every time.',
    submit: 'Set password',
    done: 'Your password is set. You can sign in now.',
  },

  signIn: {
    title: 'Sign in',
    intro: 'For organizers and operators. Guests don’t need an account.',
    username: 'Username',
    password: 'Password',
    submit: 'Sign in',
    needed: 'Please sign in to continue.',
    forgotten:
      'Forgot your username or password? Ask your office’s operator, who can look up the username and give you a link to set a new password.',
  },

  sso: {
    signIn: (system) => `Sign in with ${system}`,
    or: 'Or use an account on this server',
    signOut: (system) => `Sign out of ${system} as well`,
    account: 'Through the office’s system',
    reset: 'Reset second factors',
    resetNamed: (name) => `Reset second factors: ${name}`,
    resetTitle: 'Reset second factors?',
    resetBody: (name) =>
      `Use this when ${name} has lost their phone or key. All second factors and recovery codes are removed and all sessions end; they then sign in through the office’s system and set them up again. First make sure it is really them.`,
  },

  policy: {
    title: 'Sign-in policy',
    hosts: 'Organizers must have a second factor',
    hostsWhat:
      'Operators always must. When this is on, organizers without one have to add it on their next visit.',
    column: 'Second factor',
    has: 'Yes',
    hasNot: 'None',
    reset: 'Reset all',
    resetNamed: (name) => `Reset all: ${name}`,
    resetTitle: 'Reset the password and second factors?',
    resetBody: (name) =>
      `Use this when ${name} has lost their phone or key. The password, all second factors and recovery codes are removed; they set them up again with a new link. First make sure it is really them.`,
    resetSubmit: 'Reset and create link',
  },
}
